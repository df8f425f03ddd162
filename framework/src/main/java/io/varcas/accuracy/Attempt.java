package io.varcas.accuracy;

import io.varcas.accuracy.drift.TokenProbabilities;
import io.varcas.record.Outcome;
import java.util.Optional;
import java.util.OptionalInt;

/** The result of sending one item. */
public sealed interface Attempt {

    /**
     * A complete output, right or wrong.
     *
     * @param text output text, without reasoning
     * @param finishReason why it ended, in the server's word
     * @param tokens length of the output in tokens, as the server reported it
     * @param countedTokens the same as the tokenizer counts the text, if it was asked
     * @param probabilities probabilities of the tokens of prompt and reference, if the server was asked and tells them
     * @param toolCalls calls of tools, as a JSON array in OpenAI's format
     */
    record Answered(
            String text,
            Optional<String> finishReason,
            OptionalInt tokens,
            OptionalInt countedTokens,
            Optional<TokenProbabilities> probabilities,
            Optional<String> toolCalls)
            implements Attempt {

        /** Creates an output of which no more is known. */
        public Answered(String text, Optional<String> finishReason) {
            this(text, finishReason, OptionalInt.empty(), OptionalInt.empty(), Optional.empty(), Optional.empty());
        }
    }

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
