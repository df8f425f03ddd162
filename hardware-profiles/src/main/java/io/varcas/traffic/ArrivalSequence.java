package io.varcas.traffic;

import java.util.NoSuchElementException;

/**
 * The arrivals of one run, one after the other: absolute offsets from its start, never decreasing.
 *
 * <p>Stateful and meant for one thread. Rate processes never end; replayed and single-burst ones do.
 */
public interface ArrivalSequence {

    /** Returns whether there is another arrival; always true for a process defined by a rate that stays above zero. */
    boolean hasNext();

    /**
     * Returns the next arrival and moves on.
     *
     * @return nanoseconds since the start of the run, at least 0 and at least the offset returned before
     * @throws NoSuchElementException if {@link #hasNext()} is false
     */
    long nextNanos();
}
