package io.varcas.simulator;

import io.varcas.engine.FinishReason;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of one step, released when it ends. */
final class TokenBatch {

    /**
     * Tokens of one sequence.
     *
     * @param job whose they are
     * @param count how many
     * @param finish why it ends with them, or null if it goes on
     */
    record Tokens(EngineSequence job, int count, @Nullable FinishReason finish) {}

    private final long endNanos;
    private final int computedTokens;
    private final List<Tokens> tokens;

    TokenBatch(long endNanos, int computedTokens, int expected) {
        this.endNanos = endNanos;
        this.computedTokens = computedTokens;
        tokens = new ArrayList<>(expected);
    }

    void add(EngineSequence job, int count, @Nullable FinishReason finish) {
        tokens.add(new Tokens(job, count, finish));
    }

    long endNanos() {
        return endNanos;
    }

    /** Returns the number of tokens the step computed, of prompts and of responses. */
    int computedTokens() {
        return computedTokens;
    }

    List<Tokens> tokens() {
        return tokens;
    }

    void deliver() {
        for (Tokens one : tokens) {
            one.job().sink.tokens(one.count(), one.finish());
        }
    }
}
