package io.varcas.workload;

import java.util.OptionalInt;

/**
 * The context length of a model, and the rule that shortens drawn lengths to fit it.
 *
 * @param tokens maximum length of prompt and output in tokens; empty if unknown
 * @param margin tokens of it that are kept free, at least 0
 */
public record ContextLimit(OptionalInt tokens, int margin) {

    /**
     * The lengths of one request.
     *
     * @param input prompt tokens
     * @param output output tokens
     */
    public record Lengths(int input, int output) {

        /** Returns whether prompt or output has a different length. */
        public boolean differsFrom(Lengths other) {
            return input != other.input || output != other.output;
        }
    }

    /** Returns the same margin below the context length of a server, unless a limit was set. */
    public ContextLimit orElse(OptionalInt served) {
        return tokens.isPresent() ? this : new ContextLimit(served, margin);
    }

    /** Returns the tokens there is room for; the greatest number if unknown. */
    public int room() {
        return tokens.isPresent() ? Math.max(0, tokens.getAsInt() - margin) : Integer.MAX_VALUE;
    }

    /**
     * Returns lengths that fit: both shortened by the same factor where they do not, but neither below its least
     * length, at the other's cost.
     *
     * @param drawn the length as drawn
     * @param leastInput least prompt length
     * @param leastOutput minimum output length
     * @throws PromptException if even the least lengths together do not fit
     */
    public Lengths fit(Lengths drawn, int leastInput, int leastOutput) {
        long wanted = (long) drawn.input() + drawn.output();
        int room = room();
        if (wanted <= room) {
            return drawn;
        }
        if ((long) leastInput + leastOutput > room) {
            throw new PromptException(
                    "prompts of at least " + leastInput + " and outputs of at least " + leastOutput
                            + " tokens do not fit into the context of " + tokens.orElse(room) + " less a margin of "
                            + margin
                            + "; lower inputTokens.min or outputTokens.min, or serve the model with a longer context",
                    null);
        }
        int input = (int) Math.max(leastInput, (long) drawn.input() * room / wanted);
        int output = Math.max(leastOutput, Math.min(drawn.output(), room - input));
        return new Lengths(Math.min(input, room - output), output);
    }
}
