package io.varcas.compare;

import io.varcas.metric.MetricKey;
import io.varcas.stats.Design;
import io.varcas.stats.Moments;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** The values of one metric on both sides, as the tests take them. */
record Sample(MetricKey key, Values baseline, Values candidate) {

    boolean isComplete() {
        return baseline.isComplete() && candidate.isComplete();
    }

    boolean isFinite() {
        return baseline.isFinite() && candidate.isFinite();
    }

    boolean isSupported() {
        return baseline.supported() && candidate.supported();
    }

    /** Returns the values of the first side; their ranks among both sides if some are infinite and so have no mean. */
    double[] first() {
        return isFinite() ? baseline.toArray() : ranks(baseline.toArray());
    }

    /** Returns those of the second side. */
    double[] second() {
        return isFinite() ? candidate.toArray() : ranks(candidate.toArray());
    }

    /** Returns whether a ratio of the sides means something. */
    boolean hasRatio() {
        return isFinite()
                && baseline.values().stream().allMatch(value -> value > 0)
                && candidate.values().stream().allMatch(value -> value >= 0);
    }

    /** What hides a difference: the standard deviation of the differences of pairs, else the pooled one of both sides. */
    double sd(Design design) {
        double[] first = first();
        double[] second = second();
        if (design == Design.UNPAIRED) {
            double squares = Moments.of(first).squares() + Moments.of(second).squares();
            return Math.sqrt(squares / (first.length + second.length - 2));
        }
        double[] differences = new double[first.length];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = second[i] - first[i];
        }
        return Moments.of(differences).sampleSd();
    }

    /**
     * Returns the coefficient of variation of repeats of the same thing, pooled over both sides; empty if a mean is 0.
     */
    OptionalDouble noiseFloor() {
        double a = Moments.of(first()).variation();
        double b = Moments.of(second()).variation();
        double noise = Math.sqrt((a * a + b * b) / 2);
        return Double.isFinite(noise) ? OptionalDouble.of(noise) : OptionalDouble.empty();
    }

    private double[] ranks(double[] values) {
        double[] all = DoubleStream.concat(Arrays.stream(baseline.toArray()), Arrays.stream(candidate.toArray()))
                .toArray();
        return Arrays.stream(values)
                .map(value -> Arrays.stream(all)
                        .map(other -> other < value ? 1 : other == value ? 0.5 : 0)
                        .sum())
                .toArray();
    }
}
