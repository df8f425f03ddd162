package io.varcas.traffic;

/** An arrival sequence without end, told one offset at a time in seconds; rounds to nanoseconds once, so errors do not add up. */
@FunctionalInterface
interface UnboundedArrivals extends ArrivalSequence {

    /** Returns the next offset in seconds since the start. */
    double nextSeconds();

    @Override
    default boolean hasNext() {
        return true;
    }

    @Override
    default long nextNanos() {
        return Timing.nanos(nextSeconds());
    }
}
