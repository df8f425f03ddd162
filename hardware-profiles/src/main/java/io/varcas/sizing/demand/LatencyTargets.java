package io.varcas.sizing.demand;

import io.varcas.validation.Violations;
import java.util.OptionalDouble;

/**
 * Upper bounds of a latency by quantile; empty quantiles have no objective.
 *
 * @param p50 seconds that half of the requests may take at most
 * @param p95 seconds that 95 % may take at most
 * @param p99 seconds that 99 % may take at most
 */
public record LatencyTargets(OptionalDouble p50, OptionalDouble p95, OptionalDouble p99) {

    /** No objectives. */
    public static final LatencyTargets NONE =
            new LatencyTargets(OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());

    /**
     * @throws IllegalArgumentException if a target is not positive, or a higher quantile has a lower one
     */
    public LatencyTargets {
        Violations faults = Violations.in("latency targets");
        p50.ifPresent(seconds -> faults.positive("p50", seconds, "seconds"));
        p95.ifPresent(seconds -> faults.positive("p95", seconds, "seconds"));
        p99.ifPresent(seconds -> faults.positive("p99", seconds, "seconds"));
        falls(faults, "p95", p95, "p50", p50);
        falls(faults, "p99", p99, "p95", p95);
        falls(faults, "p99", p99, "p50", p50);
        faults.raise();
    }

    /** Returns targets in milliseconds at all three quantiles. */
    public static LatencyTargets ofMillis(double p50, double p95, double p99) {
        return new LatencyTargets(
                OptionalDouble.of(p50 * 1e-3), OptionalDouble.of(p95 * 1e-3), OptionalDouble.of(p99 * 1e-3));
    }

    /** Returns the target of a quantile, if there is one. */
    public OptionalDouble at(Quantile quantile) {
        return switch (quantile) {
            case P50 -> p50;
            case P95 -> p95;
            case P99 -> p99;
        };
    }

    /** Returns what is left of the targets after something that takes so many seconds; a thousandth of a target at least. */
    public LatencyTargets less(double seconds) {
        return new LatencyTargets(less(p50, seconds), less(p95, seconds), less(p99, seconds));
    }

    private static OptionalDouble less(OptionalDouble target, double seconds) {
        return target.isEmpty()
                ? target
                : OptionalDouble.of(Math.max(1e-3 * target.getAsDouble(), target.getAsDouble() - seconds));
    }

    private static void falls(Violations faults, String high, OptionalDouble above, String low, OptionalDouble below) {
        if (above.isPresent() && below.isPresent()) {
            faults.findIf(
                    above.getAsDouble() < below.getAsDouble(),
                    high + " of " + above.getAsDouble() + " s is below " + low + " of " + below.getAsDouble() + " s");
        }
    }
}
