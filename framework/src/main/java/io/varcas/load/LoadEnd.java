package io.varcas.load;

import io.varcas.metric.Span;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The end of a load.
 *
 * @param startedAt when it began, by the calendar; the times of its records count from here
 * @param measured its measurement phase: those that an interruption cut short as far as they came; those of a fixed
 *     amount of work until its
 *     last request ended, which may be before or after the time that was planned
 * @param neverMade requests of an open loop that were due in each measurement iteration and have no record: the client
 *     fell so far
 *     behind, or a cap on the requests in flight held back so many, that they were never made; empty if there are none
 * @param interrupted whether it was stopped before its time
 * @param ranOutNanos when the last request of a fixed amount of work was sent, in nanoseconds since the start of the
 *     load; empty if the time
 *     of the load was over first
 * @param failure why it could not go on, if it could not: the user's prompt method failed, the first requests all
 *     failed the same way ({@link
 *     RepeatedFailureException}), or the load generator itself failed ({@link BrokenLoadException})
 */
public record LoadEnd(
        Instant startedAt,
        List<Span> measured,
        List<Long> neverMade,
        boolean interrupted,
        OptionalLong ranOutNanos,
        Optional<Throwable> failure) {

    /** Copies the lists. */
    public LoadEnd {
        measured = List.copyOf(measured);
        neverMade = List.copyOf(neverMade);
    }
}
