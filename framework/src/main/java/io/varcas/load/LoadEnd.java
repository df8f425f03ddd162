package io.varcas.load;

import io.varcas.metric.Span;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a load went.
 *
 * @param startedAt when it began, by the calendar; the times of its records count from here
 * @param measured its measured windows, those that an interruption cut short as far as they came
 * @param interrupted whether it was stopped before its time
 * @param failure why it could not go on, if it could not: the user's prompt method failed
 */
public record LoadEnd(Instant startedAt, List<Span> measured, boolean interrupted, Optional<Throwable> failure) {

    /** Copies the windows. */
    public LoadEnd {
        measured = List.copyOf(measured);
    }
}
