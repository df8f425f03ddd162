package io.varcas.queueing;

import io.varcas.validation.Violations;

/**
 * Speculative decoding, on average.
 *
 * @param tokens tokens drafted in each step (k), at least 0
 * @param acceptance chance that a draft is accepted, given that those before it were (a), from 0 to 1
 * @param costShare time of drafting one token over that of the step that verifies them, at least 0
 */
public record Drafts(int tokens, double acceptance, double costShare) {

    /** No drafts: one token a step. */
    public static final Drafts NONE = new Drafts(0, 0, 0);

    private static final int MOST_TOKENS = 64;

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Drafts {
        Violations.in("speculative decoding")
                .within(0, MOST_TOKENS, "draft", tokens, "tokens")
                .within(0, 1, "acceptance", acceptance, "(chance)")
                .within(0, 10, "cost of a draft token", costShare, "(of a step)")
                .raise();
    }

    /** Returns the rows that each decoding sequence puts through the model: its token and the drafts. */
    public int rowsPerSequence() {
        return 1 + tokens;
    }

    /** Returns the tokens that a step emits on average: {@code (1 - a^(k+1)) / (1 - a)}. */
    public double tokensPerStep() {
        return acceptance == 1 ? tokens + 1 : (1 - Math.pow(acceptance, tokens + 1)) / (1 - acceptance);
    }

    /** Returns what drafting multiplies the time of a step with. */
    public double stretch() {
        return 1 + tokens * costShare;
    }
}
