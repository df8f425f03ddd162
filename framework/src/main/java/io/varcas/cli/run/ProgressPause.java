package io.varcas.cli.run;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** A pause between lines of progress, at most ten seconds long, for outputs on which no line can be rewritten. */
public final class ProgressPause {

    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** A sign of life comes once a second: one that comes a little early must not make the pause eleven seconds. */
    private static final long SLACK_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A load is reported once a second: after this time without a report, no load goes on. */
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(4);

    private final LongSupplier nanos;
    private long printedNanos;
    private long reportedNanos;
    private boolean isReported;

    public ProgressPause(LongSupplier nanos) {
        this.nanos = nanos;
        this.printedNanos = nanos.getAsLong();
    }

    /** Notes that a line was printed. */
    public void printed() {
        printedNanos = nanos.getAsLong();
    }

    /** Notes that a fork begins, whose load has not begun. */
    public void forkStarted() {
        isReported = false;
    }

    /** Notes a report of the load, and returns whether it is to be printed. */
    public boolean isOverAtReport() {
        reportedNanos = nanos.getAsLong();
        isReported = true;
        return isOver();
    }

    /**
     * Returns a line for a sign of life without a report of the load; none while the load is reported, for the next report says more, or
     * while the pause goes on.
     */
    public Optional<String> waiting() {
        if (!isOver() || (isReported && nanos.getAsLong() - reportedNanos < QUIET_NANOS)) {
            return Optional.empty();
        }
        return Optional.of("waiting for the load generator to " + (isReported ? "finish" : "start the load"));
    }

    private boolean isOver() {
        return nanos.getAsLong() - printedNanos >= MOST_NANOS - SLACK_NANOS;
    }
}
