package io.varcas.workload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The windows of a fork's load, end to end: warm-up, measurement, then a drain in which nothing new is due. A request
 * belongs to the window in which it was due.
 *
 * @param warmups warm-up iterations, 0 or more
 * @param warmupTime length of each
 * @param measurements measurement phase, at least 1
 * @param measurementTime length of each
 * @param drainLimit longest wait for responses after the last iteration
 */
public record Windows(
        int warmups, Duration warmupTime, int measurements, Duration measurementTime, Duration drainLimit) {

    /**
     * Checks the windows.
     *
     * @throws IllegalArgumentException if there is no measurement iteration, or if one has no duration
     */
    public Windows {
        if (measurements < 1 || measurementTime.isZero() || measurementTime.isNegative()) {
            throw new IllegalArgumentException("a run needs at least one measurement iteration longer than 0s");
        }
    }

    /** Returns the number of windows, warm-ups included. */
    public int count() {
        return warmups + measurements;
    }

    /** Returns when measurement begins, in nanoseconds since the start of the load. */
    public long measurementStartNanos() {
        return warmups * warmupTime.toNanos();
    }

    /** Returns when measurement ends and nothing new is due, in nanoseconds since the start of the load. */
    public long measurementEndNanos() {
        return measurementStartNanos() + measurements * measurementTime.toNanos();
    }

    /**
     * Returns the window that an instant falls into, counting warm-ups first; {@link #count()} after the last one.
     *
     * @param nanos nanoseconds since the start of the load, 0 or more
     */
    public int at(long nanos) {
        long start = measurementStartNanos();
        if (nanos < start) {
            return (int) (nanos / warmupTime.toNanos());
        }
        return (int) Math.min(count(), warmups + (nanos - start) / measurementTime.toNanos());
    }

    /**
     * Returns the names of the windows in order, and last the name of the time after them: {@code warm-up 1,
     * iteration 1, iteration 2, drain}.
     */
    public List<String> phases() {
        List<String> phases = new ArrayList<>();
        for (int i = 1; i <= warmups; i++) {
            phases.add("warm-up " + i);
        }
        for (int i = 1; i <= measurements; i++) {
            phases.add("iteration " + i);
        }
        phases.add("drain");
        return List.copyOf(phases);
    }

    /** Returns when a window begins, in nanoseconds since the start of the load; for {@link #count()}, when the last one ends. */
    public long startNanos(int window) {
        return window <= warmups
                ? window * warmupTime.toNanos()
                : measurementStartNanos() + (window - warmups) * measurementTime.toNanos();
    }
}
