package io.varcas.metric;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * The facts about a load that the computation of metrics needs.
 *
 * @param origin where the records come from
 * @param bounds what a good request keeps
 * @param users users of a closed loop; empty for an open one
 * @param thinkTime pause of a user between a response and its next request; zero in an open loop
 * @param streamed whether streams were asked for
 */
public record LoadContext(
        Origin origin, RequestBounds bounds, OptionalInt users, Duration thinkTime, boolean streamed) {

    /** A load that asks for streams. */
    public LoadContext(Origin origin, RequestBounds bounds, OptionalInt users, Duration thinkTime) {
        this(origin, bounds, users, thinkTime, true);
    }

    long thinkNanos() {
        return thinkTime.toNanos();
    }
}
