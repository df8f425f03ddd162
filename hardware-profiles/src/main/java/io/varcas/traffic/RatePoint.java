package io.varcas.traffic;

import io.varcas.validation.Violations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A rate that holds from a moment on (in {@link StepArrivals}) or is reached at it (in {@link RampArrivals}).
 *
 * @param at time since the start of the run, at least 0
 * @param ratePerSecond arrivals per second, at least 0
 */
public record RatePoint(Duration at, double ratePerSecond) {

    /**
     * @throws IllegalArgumentException if the time or the rate is negative, or the rate is not finite
     */
    public RatePoint {
        Violations.in("rate point")
                .notNegative("time", Timing.seconds(at), "seconds")
                .notNegative("rate", ratePerSecond, "per second")
                .raise();
    }

    /** Returns the point at which the rate is {@code ratePerSecond}, {@code seconds} after the start. */
    public static RatePoint at(double seconds, double ratePerSecond) {
        Violations.in("rate point").notNegative("time", seconds, "seconds").raise();
        return new RatePoint(Duration.ofNanos(Timing.nanos(seconds)), ratePerSecond);
    }

    /** Returns the points moved to later times, with the first rate holding from the start on. */
    static List<RatePoint> after(Duration lead, List<RatePoint> points) {
        if (lead.isZero() || points.isEmpty()) {
            return points;
        }
        List<RatePoint> moved = new ArrayList<>();
        moved.add(new RatePoint(Duration.ZERO, points.get(0).ratePerSecond()));
        points.forEach(point -> moved.add(new RatePoint(point.at().plus(lead), point.ratePerSecond())));
        return moved;
    }
}
