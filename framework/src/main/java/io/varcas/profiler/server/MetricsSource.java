package io.varcas.profiler.server;

import java.io.IOException;

/** The source of a server's {@code /metrics} page. */
@FunctionalInterface
interface MetricsSource extends AutoCloseable {

    /**
     * Reads the page.
     *
     * @throws IOException if the server does not respond, or not with a page; the message says what it did
     */
    String read() throws IOException;

    @Override
    default void close() {}
}
