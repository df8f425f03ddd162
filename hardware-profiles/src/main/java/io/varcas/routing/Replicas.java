package io.varcas.routing;

/** The replicas behind a router, and their load at the time of a request. Places count from 0. */
public interface Replicas {

    /** Returns how many there are, at least 1. */
    int count();

    /** Returns whether a replica may get the request. */
    default boolean accepts(int place) {
        return true;
    }

    /** Returns how many requests are in a replica, running or waiting. */
    int requests(int place);

    /** Returns how many of them wait. */
    default int waiting(int place) {
        return 0;
    }

    /** Returns the used share of its KV pool, from 0 to 1. */
    default double kvUsage(int place) {
        return 0;
    }
}
