package io.varcas.runner;

import io.varcas.metric.Span;
import java.time.Instant;
import java.util.List;

/**
 * How the load of a fork ended.
 *
 * @param startedAt when it began; the times of its records count from here
 * @param measured its measured windows, as far as they came
 * @param interrupted whether it was stopped before its time
 */
record ForkEnd(Instant startedAt, List<Span> measured, boolean interrupted) {

    /** Copies the windows. */
    public ForkEnd {
        measured = List.copyOf(measured);
    }
}
