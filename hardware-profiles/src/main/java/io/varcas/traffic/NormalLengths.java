package io.varcas.traffic;

import org.apache.commons.math3.special.Erf;

/**
 * Normal lengths: symmetric about the mean; rounded and clamped, so that a wide one piles up at its limits.
 *
 * @param mean mean before clamping, in tokens, within [min, max]
 * @param std standard deviation before clamping, in tokens, at least 0
 * @param min smallest length, in tokens, at least 1
 * @param max largest length, in tokens
 */
public record NormalLengths(double mean, double std, int min, int max) implements LengthDistribution {

    /**
     * @throws IllegalArgumentException naming every value that breaks a rule above
     */
    public NormalLengths {
        ClampedMoments.check("normal lengths", mean, std, min, max).raise();
    }

    @Override
    public LengthSampler sampler(Seed seed) {
        Sampler chance = new Sampler(seed);
        return () -> ClampedMoments.clamp(mean + std * chance.normal(), min, max);
    }

    @Override
    public double statedMean() {
        return mean;
    }

    @Override
    public String describe() {
        return "normal, " + moments().describe(mean, std, min, max);
    }

    @Override
    public double clampedMean() {
        return moments().mean();
    }

    @Override
    public double clampedStandardDeviation() {
        return moments().standardDeviation();
    }

    private ClampedMoments moments() {
        double scale = std * Math.sqrt(2);
        return scale == 0
                ? new ClampedMoments(ClampedMoments.clamp(mean, min, max), 0)
                : ClampedMoments.of(min, max, x -> 0.5 * Erf.erfc((x - mean) / scale));
    }
}
