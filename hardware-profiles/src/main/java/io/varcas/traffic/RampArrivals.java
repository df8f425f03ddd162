package io.varcas.traffic;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Poisson arrivals whose rate moves in straight lines from point to point, and then holds: to look for the rate at which
 * a service breaks. Simulated exactly, by inversion of the integrated rate.
 *
 * @param points at least one, the first at 0 seconds, later ones in order of time, not all of rate 0; copied
 */
public record RampArrivals(List<RatePoint> points) implements ArrivalProcess {

    /**
     * @throws IllegalArgumentException if the points break a rule above
     */
    public RampArrivals {
        points = List.copyOf(points);
        RateProfile.check("ramp arrivals", points);
    }

    /**
     * Returns the single ramp between two rates.
     *
     * @param fromPerSecond rate at the start, at least 0
     * @param toPerSecond rate reached, and held from then on, at least 0
     * @param over how long the ramp takes, above 0
     * @throws IllegalArgumentException if a value is out of its range, or both rates are 0
     */
    public static RampArrivals between(double fromPerSecond, double toPerSecond, Duration over) {
        return new RampArrivals(List.of(new RatePoint(Duration.ZERO, fromPerSecond), new RatePoint(over, toPerSecond)));
    }

    /**
     * Returns this process begun later, its first rate holding until then: what a load does that warms up before.
     *
     * @param lead how much later, at least 0
     */
    public RampArrivals after(Duration lead) {
        return new RampArrivals(RatePoint.after(lead, points));
    }

    @Override
    public ArrivalSequence sequence(Seed seed) {
        return RateProfile.linear(points).sequence(seed);
    }

    /** Returns empty: the mean depends on how long one looks. */
    @Override
    public OptionalDouble meanRatePerSecond() {
        return OptionalDouble.empty();
    }

    @Override
    public String describe() {
        return "ramp, " + NumberFormat.points(points);
    }
}
