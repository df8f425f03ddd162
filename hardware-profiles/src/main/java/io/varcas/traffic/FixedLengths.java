package io.varcas.traffic;

import io.varcas.validation.Violations;

/**
 * The same length every time.
 *
 * @param tokens that length, at least 1
 */
public record FixedLengths(int tokens) implements LengthDistribution {

    /**
     * @throws IllegalArgumentException if the length is below 1
     */
    public FixedLengths {
        Violations.in("fixed lengths").atLeast(1, "length", tokens, "tokens").raise();
    }

    @Override
    public LengthSampler sampler(Seed seed) {
        return () -> tokens;
    }

    @Override
    public int min() {
        return tokens;
    }

    @Override
    public int max() {
        return tokens;
    }

    @Override
    public String describe() {
        return "fixed, " + tokens;
    }

    @Override
    public double clampedMean() {
        return tokens;
    }

    @Override
    public double clampedStandardDeviation() {
        return 0;
    }
}
