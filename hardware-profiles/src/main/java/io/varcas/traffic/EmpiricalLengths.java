package io.varcas.traffic;

import io.varcas.validation.Violations;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.stream.IntStream;

/**
 * Lengths drawn, with replacement, from those once seen.
 *
 * <p>Where prompt and output lengths belong together, give both in the order in which they were seen and draw them from
 * samplers of one seed: as many lengths and the same seed draw the same places, so that pairs stay pairs.
 */
public final class EmpiricalLengths implements LengthDistribution {

    private final int[] observed;
    private final double statedMean;
    private final IntSummaryStatistics summary;

    /**
     * @param observed lengths in tokens, each at least 1, at least one of them; copied
     * @throws IllegalArgumentException if there is none or one is below 1, naming the first such and its place
     */
    public EmpiricalLengths(int... observed) {
        Violations faults = Violations.in("empirical lengths");
        if (observed.length == 0) {
            faults.find("no lengths were given; give at least one");
        }
        IntStream.range(0, observed.length)
                .filter(i -> observed[i] < 1)
                .findFirst()
                .ifPresent(i -> faults.atLeast(1, "length [" + i + "]", observed[i], "tokens"));
        faults.raise();
        this.observed = observed.clone();
        this.summary = Arrays.stream(observed).summaryStatistics();
        this.statedMean = summary.getAverage();
    }

    private EmpiricalLengths(double statedMean, int... observed) {
        this.observed = observed;
        this.summary = Arrays.stream(observed).summaryStatistics();
        this.statedMean = statedMean;
    }

    /**
     * Returns the same lengths, raised to a smallest and cut to a largest one.
     *
     * @param min smallest length, in tokens, at least 1
     * @param max largest length, in tokens, at least min
     * @throws IllegalArgumentException if min is below 1 or above max
     */
    public EmpiricalLengths within(int min, int max) {
        UniformLengths limits = new UniformLengths(min, max);
        return new EmpiricalLengths(
                statedMean,
                Arrays.stream(observed)
                        .map(length -> Math.max(limits.min(), Math.min(limits.max(), length)))
                        .toArray());
    }

    @Override
    public double statedMean() {
        return statedMean;
    }

    @Override
    public LengthSampler sampler(Seed seed) {
        Sampler chance = new Sampler(seed);
        return () -> observed[(int) (chance.uniform() * observed.length)];
    }

    @Override
    public int min() {
        return summary.getMin();
    }

    @Override
    public int max() {
        return summary.getMax();
    }

    @Override
    public String describe() {
        return "empirical, " + observed.length + " lengths, " + min() + " to " + max() + ", mean "
                + NumberFormat.number(statedMean)
                + (clampedMean() == statedMean ? "" : " (drawn: mean " + NumberFormat.number(clampedMean()) + ")");
    }

    @Override
    public double clampedMean() {
        return summary.getAverage();
    }

    @Override
    public double clampedStandardDeviation() {
        double mean = clampedMean();
        return Math.sqrt(Arrays.stream(observed)
                .mapToDouble(length -> (length - mean) * (length - mean))
                .average()
                .orElseThrow());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EmpiricalLengths lengths
                && Arrays.equals(observed, lengths.observed)
                && statedMean == lengths.statedMean;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(observed);
    }

    @Override
    public String toString() {
        return "EmpiricalLengths[" + observed.length + " lengths, " + min() + " to " + max() + "]";
    }
}
