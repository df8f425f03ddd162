package io.varcas.client;

/** Follows a response; called on the transport's threads, one after the other. */
@FunctionalInterface
public interface ResponseObserver {

    /**
     * A chunk with text arrived.
     *
     * @param nanos when, since the reader's origin
     * @param first whether it is the response's first
     */
    default void text(long nanos, boolean first) {}

    /**
     * The response ended, well or not; called once, last.
     *
     * @param answer how it went
     */
    void ended(Response answer);
}
