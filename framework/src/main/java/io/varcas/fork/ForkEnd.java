package io.varcas.fork;

import io.varcas.metric.Span;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * The end of the load of a fork.
 *
 * @param startedAt when it began; the times of its records count from here
 * @param measured its measurement phase, as far as they came
 * @param neverMade requests that were due in each measurement iteration and were never made; empty if there are none
 * @param interrupted whether it was stopped before its time
 * @param ranOutNanos when the last request of a fixed amount of work was sent; empty if the time of the load was over
 *     first
 */
public record ForkEnd(
        Instant startedAt, List<Span> measured, List<Long> neverMade, boolean interrupted, OptionalLong ranOutNanos) {

    /** Copies the lists. */
    public ForkEnd {
        measured = List.copyOf(measured);
        neverMade = List.copyOf(neverMade);
    }
}
