package io.varcas.traffic;

import io.varcas.fault.Faults;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Lengths drawn, with replacement, from those once seen.
 *
 * <p>Draws are independent: where prompt and answer lengths belong together, replay the pairs instead.
 */
public final class EmpiricalLengths implements LengthDistribution {

    private final int[] observed;

    /**
     * @param observed lengths in tokens, each at least 1, at least one of them; copied
     * @throws IllegalArgumentException if there is none or one is below 1, naming the first such and its place
     */
    public EmpiricalLengths(int... observed) {
        Faults faults = Faults.in("empirical lengths");
        if (observed.length == 0) {
            faults.find("no lengths were given; give at least one");
        }
        IntStream.range(0, observed.length)
                .filter(i -> observed[i] < 1)
                .findFirst()
                .ifPresent(i -> faults.atLeast(1, "length [" + i + "]", observed[i], "tokens"));
        faults.raise();
        this.observed = observed.clone();
    }

    @Override
    public LengthSampler sampler(Seed seed) {
        Chance chance = new Chance(seed);
        return () -> observed[(int) (chance.uniform() * observed.length)];
    }

    @Override
    public int min() {
        return Arrays.stream(observed).min().orElseThrow();
    }

    @Override
    public int max() {
        return Arrays.stream(observed).max().orElseThrow();
    }

    @Override
    public String describe() {
        return "empirical, " + observed.length + " lengths, " + min() + " to " + max() + ", mean "
                + Prose.number(clampedMean());
    }

    @Override
    public double clampedMean() {
        return Arrays.stream(observed).average().orElseThrow();
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
        return other instanceof EmpiricalLengths lengths && Arrays.equals(observed, lengths.observed);
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
