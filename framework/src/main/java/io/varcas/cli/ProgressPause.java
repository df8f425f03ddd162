package io.varcas.cli;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A pause between lines of progress, at most ten seconds long, for outputs on which no line can be rewritten. */
final class ProgressPause {

    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** A sign of life comes once a second: one that comes a little early must not make the pause eleven seconds. */
    private static final long SLACK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanos;
    private long printedNanos;

    ProgressPause(LongSupplier nanos) {
        this.nanos = nanos;
        this.printedNanos = nanos.getAsLong();
    }

    /** Notes that a line was printed. */
    void printed() {
        printedNanos = nanos.getAsLong();
    }

    boolean isOver() {
        return nanos.getAsLong() - printedNanos >= MOST_NANOS - SLACK_NANOS;
    }
}
