package io.varcas.roofline;

import io.varcas.validation.Violations;
import java.util.ArrayList;
import java.util.List;

/**
 * The average work of a step; counts may be fractional, as in mean-value models.
 *
 * @param decodeSequences sequences that decode, at least 0
 * @param rowsPerSequence rows each of them puts through the model: 1, or 1 plus drafts
 * @param contextTokens mean context of a decoding sequence, tokens, at least 0
 * @param chunks prompt chunks
 */
public record StepShape(double decodeSequences, double rowsPerSequence, double contextTokens, List<Chunk> chunks) {

    /**
     * @throws IllegalArgumentException if a count is negative or not finite
     */
    public StepShape {
        chunks = List.copyOf(chunks);
        Violations.in("step")
                .notNegative("decoding sequences", decodeSequences, "")
                .within(1, 1_000, "rows per sequence", rowsPerSequence, "")
                .notNegative("context", contextTokens, "tokens")
                .raise();
    }

    /** Returns a step that only decodes: so many sequences of a mean context. */
    public static StepShape decode(double sequences, double contextTokens) {
        return new StepShape(sequences, 1, contextTokens, List.of());
    }

    /** Returns a step that only reads one chunk of a prompt, some of which is cached already. */
    public static StepShape prefill(double tokens, double cachedTokens) {
        return new StepShape(0, 1, 0, List.of(new Chunk(tokens, cachedTokens, 1)));
    }

    /** Returns this step with so many equal chunks more. */
    public StepShape with(double count, double tokens, double cachedTokens) {
        List<Chunk> more = new ArrayList<>(chunks);
        more.add(new Chunk(tokens, cachedTokens, count));
        return new StepShape(decodeSequences, rowsPerSequence, contextTokens, more);
    }

    /** Returns the rows that go through the model: tokens of all kinds. */
    public double rows() {
        return decodeSequences * rowsPerSequence + prefillTokens();
    }

    /** Returns the tokens of all chunks. */
    public double prefillTokens() {
        double tokens = 0;
        for (Chunk chunk : chunks) {
            tokens += chunk.tokens() * chunk.count();
        }
        return tokens;
    }

    /** Returns the chunks, counted. */
    public double prefillSequences() {
        double sequences = 0;
        for (Chunk chunk : chunks) {
            sequences += chunk.count();
        }
        return sequences;
    }

    /**
     * Equal chunks of prompts.
     *
     * @param tokens tokens of each, above 0
     * @param cachedTokens tokens of its prompt before it, at least 0
     * @param count how many there are, above 0
     */
    public record Chunk(double tokens, double cachedTokens, double count) {

        /**
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Chunk {
            Violations.in("chunk")
                    .positive("length", tokens, "tokens")
                    .notNegative("cached", cachedTokens, "tokens")
                    .positive("count", count, "")
                    .raise();
        }
    }
}
