package io.varcas.tune.step;

import io.varcas.annotation.Endpoint;
import io.varcas.request.MeasuredText;
import io.varcas.request.PromptCounter;
import io.varcas.request.TextMaker;
import io.varcas.request.TokenCosts;
import io.varcas.traffic.Seed;
import io.varcas.workload.ChatPrompt;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes prompts of exact lengths for {@code /v1/completions}. Each begins with words that no other has, so that its first KV block is in no
 * prefix cache.
 */
final class StepPrompts {

    /** The route that the prompts are for. */
    static final Endpoint ENDPOINT = Endpoint.COMPLETIONS;

    /** Prompts of a length that must come out exact one after the other before further ones are not counted. */
    private static final int CHECKS = 4;

    private static final int TRIES = 6;
    private static final int SAMPLE_TOKENS = 16;

    private final PromptCounter counter;
    private final TextMaker maker;
    private final Seed seed;
    private final int overhead;
    private final Map<Integer, Integer> exact = new HashMap<>();
    private long number;

    /**
     * Creates a writer.
     *
     * @param counter counts tokens as the server does
     * @param seed root of the texts
     * @throws IOException if tokens cannot be counted
     */
    StepPrompts(PromptCounter counter, Seed seed) throws IOException {
        this.counter = counter;
        this.seed = seed;
        maker = new TextMaker(TokenCosts.counted(counter), seed);
        MeasuredText sample = maker.words(number++, SAMPLE_TOKENS, seed.generator());
        overhead = count(sample.text()) - sample.tokens();
    }

    /**
     * Writes the next prompt.
     *
     * @param tokens its length, at least 1
     * @throws IOException if tokens cannot be counted, or no prompt of this length can be written
     */
    ChatPrompt next(int tokens) throws IOException {
        int wanted = tokens - overhead;
        if (wanted < 1) {
            throw new IOException("a prompt of " + tokens + " tokens cannot be written: the tokenizer adds " + overhead
                    + " to each; the shortest is " + (overhead + 1));
        }
        int correction = 0;
        int counted = 0;
        for (int i = 0; i < TRIES; i++) {
            long own = number++;
            String text = maker.words(
                            own,
                            Math.max(1, wanted + correction),
                            seed.derive(own).generator())
                    .text();
            if (exact.getOrDefault(tokens, 0) >= CHECKS) {
                return ChatPrompt.of(text);
            }
            counted = count(text);
            if (counted == tokens) {
                exact.merge(tokens, 1, Integer::sum);
                return ChatPrompt.of(text);
            }
            exact.remove(tokens);
            correction += tokens - counted;
        }
        throw new IOException("no prompt of exactly " + tokens
                + " tokens can be written for this tokenizer; the last had " + counted);
    }

    private int count(String text) throws IOException {
        return counter.count(ChatPrompt.of(text), ENDPOINT);
    }
}
