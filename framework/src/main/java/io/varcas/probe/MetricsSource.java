package io.varcas.probe;

import java.io.IOException;

/** Where a server's {@code /metrics} page comes from. */
@FunctionalInterface
interface MetricsSource {

    /**
     * Reads the page.
     *
     * @throws IOException if the server does not answer, or not with a page; the message says what it did
     * @throws InterruptedException if interrupted while waiting
     */
    String read() throws IOException, InterruptedException;
}
