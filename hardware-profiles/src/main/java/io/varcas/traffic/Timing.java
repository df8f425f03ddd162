package io.varcas.traffic;

import java.time.Duration;

/** Durations as the mathematics wants them, and back. */
final class Timing {

    static final double NANOS_PER_SECOND = 1e9;

    private Timing() {}

    static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() / NANOS_PER_SECOND;
    }

    static long nanos(double seconds) {
        return (long) StrictMath.rint(seconds * NANOS_PER_SECOND);
    }
}
