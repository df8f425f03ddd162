package io.varcas.profiler.server;

import java.io.IOException;

/** The begin and the end of a capture. */
interface CaptureRange extends AutoCloseable {

    /**
     * Begins it.
     *
     * @throws IOException if the profiler refuses; the message gives its reason
     */
    void begin() throws IOException;

    /**
     * Ends it; returns when its files are written.
     *
     * @throws IOException if the profiler refuses, or does not respond in time
     */
    void end() throws IOException;

    @Override
    default void close() {}
}
