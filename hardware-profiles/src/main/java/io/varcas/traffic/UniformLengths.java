package io.varcas.traffic;

import io.varcas.validation.Violations;

/**
 * Every whole length from min to max, both included, equally likely.
 *
 * @param min smallest length, in tokens, at least 1
 * @param max largest length, in tokens, at least min
 */
public record UniformLengths(int min, int max) implements LengthDistribution {

    /**
     * @throws IllegalArgumentException if min is below 1 or above max
     */
    public UniformLengths {
        Violations.in("uniform lengths")
                .atLeast(1, "min", min, "tokens")
                .thenFindIf(min > max, "min " + min + " is above max " + max + "; did you swap them?")
                .raise();
    }

    @Override
    public LengthSampler sampler(Seed seed) {
        Sampler chance = new Sampler(seed);
        double width = width();
        return () -> min + (int) (chance.uniform() * width);
    }

    @Override
    public String describe() {
        return "uniform, " + min + " to " + max + ", mean " + NumberFormat.number(clampedMean());
    }

    @Override
    public double clampedMean() {
        return min + (width() - 1) / 2;
    }

    @Override
    public double clampedStandardDeviation() {
        return Math.sqrt((width() * width() - 1) / 12);
    }

    private double width() {
        return (double) max - min + 1;
    }
}
