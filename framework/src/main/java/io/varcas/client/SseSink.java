package io.varcas.client;

/** Takes the events of a stream as ranges of bytes. */
@FunctionalInterface
interface SseSink {

    /**
     * Takes the data of one event: the values of its {@code data} lines, joined by line feeds.
     *
     * @param nanos time of the read that completed the event
     * @param bytes holds the data; valid only during the call
     * @param from first byte
     * @param to end, exclusive
     */
    void event(long nanos, byte[] bytes, int from, int to);

    /**
     * Takes the data of one event named {@code error}, which may be empty.
     *
     * @param nanos time of the read that completed the event
     * @param bytes holds the data; valid only during the call
     * @param from first byte
     * @param to end, exclusive
     */
    default void error(long nanos, byte[] bytes, int from, int to) {
        event(nanos, bytes, from, to);
    }
}
