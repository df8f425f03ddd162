package io.varcas.traffic;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Poisson arrivals whose rate jumps from level to level: each point's rate holds until the next, the last for ever.
 * Simulated exactly, by inversion of the integrated rate.
 *
 * @param points at least one, the first at 0 seconds, later ones in order of time, not all of rate 0; copied
 */
public record StepArrivals(List<RatePoint> points) implements ArrivalProcess {

    /**
     * @throws IllegalArgumentException if the points break a rule above
     */
    public StepArrivals {
        points = List.copyOf(points);
        RateProfile.check("step arrivals", points);
    }

    /**
     * Returns this process begun later, its first rate holding until then: what a load does that warms up before.
     *
     * @param lead how much later, at least 0
     */
    public StepArrivals after(Duration lead) {
        return new StepArrivals(RatePoint.after(lead, points));
    }

    @Override
    public ArrivalSequence sequence(Seed seed) {
        return RateProfile.constant(points).sequence(seed);
    }

    /** Returns the one rate if there is but one, else empty: the mean depends on how long one looks. */
    @Override
    public OptionalDouble meanRatePerSecond() {
        return points.size() == 1 ? OptionalDouble.of(points.get(0).ratePerSecond()) : OptionalDouble.empty();
    }

    @Override
    public String describe() {
        return "steps, " + NumberFormat.points(points);
    }
}
