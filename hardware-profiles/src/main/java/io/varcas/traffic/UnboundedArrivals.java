package io.varcas.traffic;

/** An arrival sequence without end, told one offset at a time in seconds; rounds to nanoseconds once, so errors do not add up. */
@FunctionalInterface
interface UnboundedArrivals extends ArrivalSequence {

    double NANOS_PER_SECOND = 1e9;

    /** Returns the next offset in seconds since the start. */
    double nextSeconds();

    @Override
    default boolean hasNext() {
        return true;
    }

    @Override
    default long nextNanos() {
        return toNanos(nextSeconds());
    }

    static long toNanos(double seconds) {
        return (long) StrictMath.rint(seconds * NANOS_PER_SECOND);
    }
}
