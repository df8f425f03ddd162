package io.varcas.workload;

import java.util.random.RandomGenerator;

/** The context in which a {@link io.varcas.annotation.Prompt} method writes a prompt. */
public interface PromptContext {

    /** Returns the place of the request in the plan, from 0. */
    long index();

    /** Returns the prompt length drawn for the request, in tokens. */
    int inputTokens();

    /** Returns the output length drawn for the request, in tokens. */
    int outputTokens();

    /** Returns the chance of this request alone: the same seed and index give the same draws. */
    RandomGenerator random();

    /**
     * Returns text that no other request has, of about that many tokens.
     *
     * @param tokens wanted length, at least 1
     */
    String text(int tokens);
}
