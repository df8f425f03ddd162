package io.varcas.profiler.server;

import java.io.IOException;

/** Where a server's {@code /metrics} page comes from. */
@FunctionalInterface
interface MetricsSource extends AutoCloseable {

    /**
     * Reads the page.
     *
     * @throws IOException if the server does not answer, or not with a page; the message says what it did
     */
    String read() throws IOException;

    @Override
    default void close() {}
}
