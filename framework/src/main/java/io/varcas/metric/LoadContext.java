package io.varcas.metric;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * What one must know of a load to turn its records into metrics.
 *
 * @param origin where the records come from
 * @param bounds what a good request keeps
 * @param users users of a closed loop; empty for an open one
 * @param thinkTime pause of a user between an answer and its next request; zero in an open loop
 */
public record LoadContext(Origin origin, RequestBounds bounds, OptionalInt users, Duration thinkTime) {

    private static final double NANOS_PER_MILLI = 1e6;

    long thinkNanos() {
        return thinkTime.toNanos();
    }

    /** Greatest value of a per-request metric in a good request, in nanoseconds (per token). */
    double boundNanos(Metric metric) {
        Double bound = bounds.asMap().get(metric);
        return bound == null ? Double.POSITIVE_INFINITY : bound * NANOS_PER_MILLI;
    }
}
