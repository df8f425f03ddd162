package io.varcas.accuracy;

import io.varcas.record.Outcome;
import java.util.Optional;

/** The result of sending one item. */
public sealed interface Attempt {

    /**
     * A complete output, right or wrong.
     *
     * @param text output text, without reasoning
     * @param finishReason why it ended, in the server's word
     */
    record Answered(String text, Optional<String> finishReason) implements Attempt {}

    /**
     * No complete output.
     *
     * @param outcome how the request ended instead
     * @param error what went wrong, in one line
     */
    record Failed(Outcome outcome, String error) implements Attempt {

        /**
         * Checks the outcome.
         *
         * @throws IllegalArgumentException if it is {@link Outcome#COMPLETED}
         */
        public Failed {
            if (outcome == Outcome.COMPLETED) {
                throw new IllegalArgumentException("a completed request has an output");
            }
        }
    }
}
