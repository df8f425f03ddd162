package io.varcas.simulator;

import io.varcas.engine.FinishReason;
import java.util.List;
import java.util.Optional;

/** The output of one response, decided before it begins. */
final class GenerationScript {

    private final int[] tokens;
    private final List<String> texts;
    private final FinishReason end;
    private final Optional<String> stopReason;

    /**
     * Creates a script.
     *
     * @param tokens ids, at least one; not copied
     * @param texts text of each token; empty where a token adds none, as the one that ends an output
     * @param end why it ends
     * @param stopReason the text that stopped it, if one did
     */
    GenerationScript(int[] tokens, List<String> texts, FinishReason end, Optional<String> stopReason) {
        this.tokens = tokens;
        this.texts = texts;
        this.end = end;
        this.stopReason = stopReason;
    }

    int[] tokens() {
        return tokens;
    }

    List<String> texts() {
        return texts;
    }

    FinishReason end() {
        return end;
    }

    Optional<String> stopReason() {
        return stopReason;
    }

    int size() {
        return tokens.length;
    }

    /** Returns the text of some tokens in a row. */
    String text(int from, int count) {
        return count == 1 ? texts.get(from) : String.join("", texts.subList(from, from + count));
    }
}
