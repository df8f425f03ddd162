package io.varcas.fork;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The time that a launcher waits for a fork without a sign of life. Silence is counted in looks of a second, not by the
 * clock: after a laptop's sleep the fork has as many looks left as before it.
 */
final class ForkPatience {

    /** Duration of one poll. */
    static final int LOOK_MILLIS = 1_000;

    private static final int SILENT_LOOKS = 30;
    private static final int SILENT_LOOKS_AFTER_STOP = 10;
    private static final long END_NANOS = TimeUnit.SECONDS.toNanos(30);

    private int silent;
    private volatile long stoppedNanos;
    private volatile boolean stopped;

    /** Notes that the fork was asked to end. */
    void stopped() {
        if (!stopped) {
            stoppedNanos = System.nanoTime();
            stopped = true;
        }
    }

    /**
     * Returns how long the launcher itself must have stood still.
     *
     * @param lookNanos how long a look took by the clock
     */
    static Optional<Duration> standstill(long lookNanos) {
        Duration beyond = Duration.ofNanos(lookNanos).minusMillis(LOOK_MILLIS);
        return beyond.toMillis() < LOOK_MILLIS ? Optional.empty() : Optional.of(beyond);
    }

    /** Notes a sign of life. */
    void heard() {
        silent = 0;
    }

    /** Notes a look without a sign of life. */
    void silent() {
        silent++;
    }

    /** Returns why the fork is waited for no longer; empty as long as it is. */
    Optional<String> end() {
        if (stopped && silent >= SILENT_LOOKS_AFTER_STOP) {
            return Optional.of("the forked JVM was asked to stop and gave no sign of life for "
                    + SILENT_LOOKS_AFTER_STOP + " s; it was stopped, and its records are kept");
        }
        if (stopped && System.nanoTime() - stoppedNanos > END_NANOS) {
            return Optional.of("the forked JVM was asked to stop and did not end within "
                    + TimeUnit.NANOSECONDS.toSeconds(END_NANOS) + " s; it was stopped, and its records are kept");
        }
        return silent < SILENT_LOOKS
                ? Optional.empty()
                : Optional.of("the forked JVM gave no sign of life for " + SILENT_LOOKS
                        + " s: it hangs, or the machine is out of memory; it was stopped, and its records are kept");
    }
}
