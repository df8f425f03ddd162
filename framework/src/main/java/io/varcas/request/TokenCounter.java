package io.varcas.request;

import java.io.IOException;

/** Counts the tokens of a text, as the server will that is asked. */
@FunctionalInterface
public interface TokenCounter {

    /**
     * Counts.
     *
     * @throws IOException if tokens cannot be counted
     */
    int count(String text) throws IOException;
}
