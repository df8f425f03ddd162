package io.varcas.client;

/** Follows an answer; called on the transport's threads, one after the other. */
@FunctionalInterface
public interface ResponseObserver {

    /**
     * An event with text arrived.
     *
     * @param nanos when, since the reader's origin
     * @param first whether it is the answer's first
     */
    default void text(long nanos, boolean first) {}

    /**
     * The answer ended, well or not; called once, last.
     *
     * @param answer how it went
     */
    void ended(Response answer);
}
