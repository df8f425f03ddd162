package io.varcas.traffic;

import org.apache.commons.math3.special.Erf;

/**
 * Log-normal lengths: many short, few very long, as chat traffic is. {@code ln X} is normal with
 *
 * <pre>
 * sigma^2 = ln(1 + (std/mean)^2)      mu = ln(mean) - sigma^2 / 2
 * </pre>
 *
 * so that X itself has the mean and standard deviation asked for; then rounded and clamped.
 *
 * @param mean mean before clamping, in tokens, within [min, max]
 * @param std standard deviation before clamping, in tokens, at least 0
 * @param min smallest length, in tokens, at least 1
 * @param max largest length, in tokens
 */
public record LogNormalLengths(double mean, double std, int min, int max) implements LengthDistribution {

    /**
     * @throws IllegalArgumentException naming every value that breaks a rule above
     */
    public LogNormalLengths {
        ClampedMoments.check("log-normal lengths", mean, std, min, max).raise();
    }

    @Override
    public LengthSampler sampler(Seed seed) {
        Sampler chance = new Sampler(seed);
        double mu = mu();
        double sigma = sigma();
        return () -> ClampedMoments.clamp(StrictMath.exp(mu + sigma * chance.normal()), min, max);
    }

    @Override
    public double statedMean() {
        return mean;
    }

    @Override
    public String describe() {
        return "log-normal, " + moments().describe(mean, std, min, max);
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
        double mu = mu();
        double scale = sigma() * Math.sqrt(2);
        return scale == 0
                ? new ClampedMoments(ClampedMoments.clamp(mean, min, max), 0)
                : ClampedMoments.of(min, max, x -> 0.5 * Erf.erfc((Math.log(x) - mu) / scale));
    }

    private double sigma() {
        double variation = std / mean;
        return StrictMath.sqrt(StrictMath.log1p(variation * variation));
    }

    private double mu() {
        double sigma = sigma();
        return StrictMath.log(mean) - sigma * sigma / 2;
    }
}
