package io.varcas.simulator;

import java.util.function.Supplier;

/** Turns what comes out of the engine into a response. */
interface ResponseWriter {

    /**
     * Tokens came out for a choice.
     *
     * @param choice which; it knows what is fresh
     * @param usage counts the tokens so far, if they are wanted
     */
    void fresh(Choice choice, Supplier<ResponseUsage> usage);

    /**
     * Every choice is complete.
     *
     * @param usage tokens altogether
     * @param metrics times of the request as JSON, or {@code null} if they are not told
     */
    void complete(ResponseUsage usage, String metrics);

    /** The engine broke before the response was complete. */
    void broken(String message);
}
