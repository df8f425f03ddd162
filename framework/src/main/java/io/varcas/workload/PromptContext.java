package io.varcas.workload;

import java.util.random.RandomGenerator;

/** The context in which a {@link io.varcas.annotation.Prompt} method writes a prompt. */
public interface PromptContext {

    /** Place of the request in the plan, from 0. */
    long index();

    /** Prompt length drawn for the request, in tokens. */
    int inputTokens();

    /** Answer length drawn for the request, in tokens. */
    int outputTokens();

    /** Chance of this request alone: the same seed and index give the same draws. */
    RandomGenerator random();

    /**
     * Returns text that no other request has, of about that many tokens.
     *
     * @param tokens wanted length, at least 1
     */
    String text(int tokens);
}
