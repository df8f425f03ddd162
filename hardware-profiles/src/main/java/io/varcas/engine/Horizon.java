package io.varcas.engine;

import io.varcas.validation.Violations;
import java.time.Duration;

/**
 * The length of a simulation, and the part that is measured.
 *
 * <p>Requests that come from the end of the warm-up until submission ends are measured; the simulation goes on until all
 * have finished or the drain is over, and those left then are unfinished. Where no more requests come before the measured time
 * is over, it ends with the last that finishes, before or after its own end: that is how long the work took.
 *
 * @param maxRequests submission ends after so many requests, at least 1
 * @param maxMeasured submission ends after so many measured requests and the next turns of conversations that they begin, at least 1
 * @param warmup time at the start that is not measured, at least 0
 * @param measured time after it during which requests are still submitted, above 0
 * @param drain time after that for the last requests to finish, at least 0
 */
public record Horizon(long maxRequests, long maxMeasured, Duration warmup, Duration measured, Duration drain) {

    private static final Duration FOREVER = Duration.ofDays(3_650);

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Horizon {
        Violations.in("horizon")
                .atLeast(1, "requests", maxRequests, "")
                .atLeast(1, "measured requests", maxMeasured, "")
                .findIf(warmup.isNegative(), "warm-up is " + warmup + "; it must be at least 0")
                .findIf(
                        measured.isNegative() || measured.isZero(),
                        "measured time is " + measured + "; it must be above 0")
                .findIf(drain.isNegative(), "drain is " + drain + "; it must be at least 0")
                .raise();
    }

    /** Returns the horizon of so many requests, all measured and all finished. */
    public static Horizon requests(long count) {
        return new Horizon(count, Long.MAX_VALUE, Duration.ZERO, FOREVER, FOREVER);
    }

    /** Returns the horizon of a warm-up and a measured time, after which everything stops at once. */
    public static Horizon time(Duration warmup, Duration measured) {
        return new Horizon(Long.MAX_VALUE, Long.MAX_VALUE, warmup, measured, Duration.ZERO);
    }

    /** Returns this horizon with time to drain. */
    public Horizon withDrain(Duration time) {
        return new Horizon(maxRequests, maxMeasured, warmup, measured, time);
    }

    /** Returns this horizon with another bound on requests. */
    public Horizon withMaxRequests(long count) {
        return new Horizon(count, maxMeasured, warmup, measured, drain);
    }

    /** Returns this horizon with another bound on measured requests. */
    public Horizon withMaxMeasured(long count) {
        return new Horizon(maxRequests, count, warmup, measured, drain);
    }

    long warmupNanos() {
        return warmup.toNanos();
    }

    long submissionEndNanos() {
        return warmup.plus(measured).toNanos();
    }

    long cutNanos() {
        return warmup.plus(measured).plus(drain).toNanos();
    }
}
