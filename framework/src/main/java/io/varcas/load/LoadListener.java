package io.varcas.load;

import io.varcas.metric.Span;

/** Watches a load; called on the thread that drives it, so every method must return at once. */
public interface LoadListener {

    /** Watches nothing. */
    LoadListener NONE = new LoadListener() {};

    /**
     * A window began.
     *
     * @param window its place among all windows of the fork, warm-ups first, from 0
     * @param measured whether it is measured
     * @param span its stretch of the load
     */
    default void windowBegan(int window, boolean measured, Span span) {}

    /**
     * A second passed.
     *
     * @param counts what happened since the start of the load
     */
    default void second(LoadCounts counts) {}

    /**
     * A window ended.
     *
     * @param window its place among all windows of the fork, warm-ups first, from 0
     * @param measured whether it is measured
     * @param counts what happened in it
     */
    default void windowEnded(int window, boolean measured, LoadCounts counts) {}

    /**
     * The last iteration ended; nothing new is sent, and responses are waited for.
     *
     * @param inFlight requests in flight
     */
    default void draining(long inFlight) {}
}
