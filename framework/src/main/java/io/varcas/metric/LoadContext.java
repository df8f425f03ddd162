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

    long thinkNanos() {
        return thinkTime.toNanos();
    }
}
