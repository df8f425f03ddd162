package io.varcas.tune.capacity;

import java.util.OptionalDouble;

/** Receives the events of a search for capacity; every method does nothing unless overridden. */
public interface CapacityListener {

    /** The capacity was predicted, or it was not because the hardware is not known. */
    default void predicted(OptionalDouble load) {}

    /**
     * A run begins.
     *
     * @param number its place, from 1
     * @param load its load
     */
    default void probeStarted(int number, double load) {}

    /**
     * A run measures; about once a second.
     *
     * @param seconds measured time so far
     * @param inFlight requests in flight
     * @param ended requests that have ended
     */
    default void probing(double seconds, double inFlight, long ended) {}

    /** A run ended. */
    default void probeEnded(ProbeResult result) {}

    /** Called with a note for the user, in one line; the search continues. */
    default void note(String line) {}
}
