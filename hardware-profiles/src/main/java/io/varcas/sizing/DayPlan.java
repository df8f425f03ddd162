package io.varcas.sizing;

import io.varcas.validation.Violations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A day of one kind of machine whose number follows the load by the hour.
 *
 * @param atPeak the fleet of the busiest hour
 * @param hours the hours in order
 * @param usdPerDay what they cost together; empty if the machine has no price on the terms asked for
 * @param usdPerDayAtPeak what the fleet of the busiest hour costs if it stays all day
 */
public record DayPlan(Assessment atPeak, List<Hour> hours, OptionalDouble usdPerDay, OptionalDouble usdPerDayAtPeak) {

    /** Cheapest day first. */
    static final Comparator<DayPlan> BY_COST =
            Comparator.comparingDouble(plan -> plan.usdPerDay().orElse(Double.MAX_VALUE));

    private static final double SECONDS_PER_HOUR = 3_600;

    /** Copies the hours. */
    public DayPlan {
        hours = List.copyOf(hours);
    }

    /**
     * One hour.
     *
     * @param requestsPerSecond demand
     * @param machines machines that serve it
     * @param starting machines that start for the next hour before this one ends
     * @param usd what they cost; empty without a price
     */
    public record Hour(double requestsPerSecond, long machines, long starting, OptionalDouble usd) {}

    /**
     * Plans a day for each fleet of the busiest hour, the cheapest day first. An hour has as many machines as its share of the peak
     * needs, rounded up, and at least one replica; those that the next hour has more are started and paid for the start-up time
     * before it. The day repeats.
     *
     * @param atPeak fleets that hold the objectives at the largest of the rates
     * @param requestsPerSecond demand of each hour, at least 0, one of them above 0
     * @param startup time from asking for a machine until it serves, at least 0 and below an hour
     * @throws IllegalArgumentException naming every value that is out of its range
     */
    public static List<DayPlan> of(List<Assessment> atPeak, List<Double> requestsPerSecond, Duration startup) {
        double hours = startup.toNanos() * 1e-9 / SECONDS_PER_HOUR;
        Violations faults = Violations.in("load curve")
                .findIf(requestsPerSecond.isEmpty(), "it has no hours")
                .findIf(
                        !(hours >= 0 && hours < 1),
                        "start-up takes " + startup + "; it must be at least 0 and below an hour");
        requestsPerSecond.forEach(rate -> faults.notNegative("rate", rate, "requests/s"));
        faults.raise();
        double peak = Collections.max(requestsPerSecond);
        Violations.in("load curve").positive("largest rate", peak, "requests/s").raise();
        return atPeak.stream()
                .map(fleet -> of(fleet, requestsPerSecond, peak, hours))
                .sorted(BY_COST)
                .toList();
    }

    private static DayPlan of(Assessment fleet, List<Double> rates, double peak, double startup) {
        @Nullable Cost cost = fleet.cost();
        double each = cost == null ? Double.NaN : cost.price().usdPerHour().value();
        List<Long> machines =
                rates.stream().map(rate -> machines(fleet, rate / peak)).toList();
        List<Hour> hours = new ArrayList<>();
        double day = 0;
        for (int h = 0; h < rates.size(); h++) {
            long now = machines.get(h);
            long starting = Math.max(0, machines.get((h + 1) % machines.size()) - now);
            double usd = each * (now + startup * starting);
            day += usd;
            hours.add(new Hour(rates.get(h), now, starting, known(usd)));
        }
        return new DayPlan(fleet, hours, known(day), known(each * fleet.instances() * rates.size()));
    }

    private static long machines(Assessment fleet, double share) {
        int step = fleet.candidate().instancesPerReplica();
        long steps = (long) Math.ceil(fleet.instances() * share / step - 1e-9);
        return Math.max(1, steps) * step;
    }

    private static OptionalDouble known(double value) {
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
}
