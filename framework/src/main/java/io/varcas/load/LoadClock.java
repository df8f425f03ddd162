package io.varcas.load;

import java.util.concurrent.locks.LockSupport;

/** The time that a load runs on; a test brings its own. */
public interface LoadClock {

    /** Returns monotonic nanoseconds; the transport's stamps must be of the same clock. */
    long nanos();

    /**
     * Waits for an instant. May return early, and does when the thread is unparked; callers check again.
     *
     * @param nanos instant on this clock
     */
    void parkUntil(long nanos);

    /** Returns the machine's own clock, {@link System#nanoTime}. */
    static LoadClock system() {
        return new LoadClock() {

            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void parkUntil(long nanos) {
                long wait = nanos - System.nanoTime();
                if (wait > 0) {
                    LockSupport.parkNanos(wait);
                }
            }
        };
    }
}
