package io.varcas.model;

import io.varcas.validation.Violations;

/**
 * One network for all tokens.
 *
 * @param intermediate its width (I), at least 1
 * @param gated whether it has three matrices (SwiGLU and its kin) or two (GPT-2, OPT)
 */
public record DenseFeedForward(int intermediate, boolean gated) implements FeedForward {

    /**
     * @throws IllegalArgumentException if the width is below 1
     */
    public DenseFeedForward {
        Violations.in("feed-forward")
                .atLeast(1, "intermediate size", intermediate, "")
                .raise();
    }

    @Override
    public double parameters(int hidden, int layers) {
        return layers * perLayer(hidden);
    }

    @Override
    public double activeParameters(int hidden, int layers) {
        return parameters(hidden, layers);
    }

    double perLayer(int hidden) {
        return (gated ? 3.0 : 2.0) * hidden * intermediate;
    }
}
