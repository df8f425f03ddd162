package io.varcas.simulator;

import java.util.Arrays;

/** One of the responses to a request, as far as it has got; on the thread that serves HTTP. */
final class Choice {

    private final int index;
    private final Prompt prompt;
    private final GenerationScript script;
    private int emitted;
    private int fresh;

    /**
     * Creates a choice of which nothing was said yet.
     *
     * @param index its number in the response
     * @param prompt what it responses
     * @param script what it will say
     */
    Choice(int index, Prompt prompt, GenerationScript script) {
        this.index = index;
        this.prompt = prompt;
        this.script = script;
    }

    int index() {
        return index;
    }

    Prompt prompt() {
        return prompt;
    }

    GenerationScript script() {
        return script;
    }

    /** Takes note that some more tokens came out. */
    void emit(int count) {
        fresh = count;
        emitted += count;
    }

    /** Returns the number of tokens that came out so far. */
    int emitted() {
        return emitted;
    }

    boolean isFirst() {
        return emitted == fresh;
    }

    boolean isComplete() {
        return emitted == script.size();
    }

    /** Returns the text of the tokens that came out last. */
    String freshText() {
        return script.text(emitted - fresh, fresh);
    }

    /** Returns the ids of the tokens that came out last. */
    int[] freshTokens() {
        return Arrays.copyOfRange(script.tokens(), emitted - fresh, emitted);
    }
}
