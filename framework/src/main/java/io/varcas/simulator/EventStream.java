package io.varcas.simulator;

/** The sink for the chunks of one streamed response, in order; called on the thread that serves HTTP. */
interface EventStream {

    /**
     * Sends an event.
     *
     * @param parts the JSON of the event in pieces, to be joined
     */
    void event(byte[]... parts);

    /** Ends the stream with {@code [DONE]}. */
    void done();
}
