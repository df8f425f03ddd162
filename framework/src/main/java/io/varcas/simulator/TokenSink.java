package io.varcas.simulator;

import io.varcas.engine.FinishReason;
import org.jspecify.annotations.Nullable;

/** Receives the tokens that the engine emits for one sequence; called on the thread that serves HTTP. */
interface TokenSink {

    /**
     * Tokens came out.
     *
     * @param count how many, at least 1
     * @param finish why the response ends with them, or null if it goes on
     */
    void tokens(int count, @Nullable FinishReason finish);

    /**
     * The engine broke; nothing more will come.
     *
     * @param message what happened
     */
    void broken(String message);
}
