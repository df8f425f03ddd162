package io.varcas.stats;

import io.varcas.traffic.Seed;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Bootstrap intervals of any statistic: resample with replacement, look where the statistic falls (Efron and Tibshirani, An
 * Introduction to the Bootstrap, 1993, chapters 13 and 14). For pairs, whole pairs are drawn; two runs of the same requests are
 * never drawn apart. With fewer than about ten units the intervals are too narrow; {@link PermutationTest} is exact there.
 */
public final class Bootstrap {

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private final double observed;
    private final ToDoubleFunction<RandomGenerator> draw;
    private final double[][] leftOut;

    /**
     * Creates a bootstrap.
     *
     * @param draw statistic of one resample
     * @param leftOut statistic without the i-th unit, by sample
     */
    private Bootstrap(double observed, ToDoubleFunction<RandomGenerator> draw, double[]... leftOut) {
        this.observed = observed;
        this.draw = draw;
        this.leftOut = leftOut;
    }

    /**
     * Prepares a statistic of one sample.
     *
     * @param sample at least two values
     * @param statistic the statistic; it may sort the array it is given
     * @throws IllegalArgumentException if there are fewer values
     */
    public static Bootstrap of(double[] sample, ToDoubleFunction<double[]> statistic) {
        Samples.needs(2, sample, "a bootstrap");
        return new Bootstrap(
                statistic.applyAsDouble(sample.clone()),
                random -> statistic.applyAsDouble(pick(sample, places(sample.length, random))),
                jackknife(sample, rest -> statistic.applyAsDouble(rest)));
    }

    /**
     * Prepares a statistic of pairs.
     *
     * @param a at least two values
     * @param b as many, in the same order
     * @param statistic the statistic of both sides
     * @throws IllegalArgumentException if there are fewer values, or they are not pairs
     */
    public static Bootstrap paired(double[] a, double[] b, ToDoubleBiFunction<double[], double[]> statistic) {
        Samples.paired(a, b, "a paired bootstrap");
        Samples.needs(2, a, "a bootstrap");
        double[] leftOut = new double[a.length];
        for (int i = 0; i < a.length; i++) {
            leftOut[i] = statistic.applyAsDouble(Samples.without(a, i), Samples.without(b, i));
        }
        return new Bootstrap(
                statistic.applyAsDouble(a.clone(), b.clone()),
                random -> {
                    int[] places = places(a.length, random);
                    return statistic.applyAsDouble(pick(a, places), pick(b, places));
                },
                leftOut);
    }

    /**
     * Prepares a statistic of two independent samples.
     *
     * @param a at least two values
     * @param b at least two values
     * @param statistic the statistic of both
     * @throws IllegalArgumentException if there are fewer values
     */
    public static Bootstrap twoSample(double[] a, double[] b, ToDoubleBiFunction<double[], double[]> statistic) {
        Samples.needs(2, a, "a bootstrap");
        Samples.needs(2, b, "a bootstrap");
        return new Bootstrap(
                statistic.applyAsDouble(a.clone(), b.clone()),
                random -> statistic.applyAsDouble(pick(a, places(a.length, random)), pick(b, places(b.length, random))),
                jackknife(a, rest -> statistic.applyAsDouble(rest, b.clone())),
                jackknife(b, rest -> statistic.applyAsDouble(a.clone(), rest)));
    }

    /** Returns the statistic of the sample itself. */
    public double observed() {
        return observed;
    }

    /**
     * Returns the percentile interval.
     *
     * @param confidence between 0 and 1
     * @param resamples at least 1,000, better 10,000
     * @param seed what is drawn
     * @throws IllegalArgumentException if one of them is out of range
     */
    public Interval percentile(double confidence, int resamples, Seed seed) {
        Samples.confidence(confidence);
        return between((1 - confidence) / 2, (1 + confidence) / 2, confidence, draws(resamples, seed));
    }

    /**
     * Returns the bias-corrected and accelerated interval: second-order accurate where the percentile interval is first-order. The
     * same as the percentile interval if every resample gives the same value.
     *
     * @param confidence between 0 and 1
     * @param resamples at least 1,000, better 10,000
     * @param seed what is drawn
     * @throws IllegalArgumentException if one of them is out of range
     */
    public Interval bca(double confidence, int resamples, Seed seed) {
        Samples.confidence(confidence);
        double[] draws = draws(resamples, seed);
        double bias = NORMAL.inverseCumulativeProbability(shareBelowObserved(draws));
        double acceleration = acceleration();
        return between(
                adjusted((1 - confidence) / 2, bias, acceleration),
                adjusted((1 + confidence) / 2, bias, acceleration),
                confidence,
                draws);
    }

    private double[] draws(int resamples, Seed seed) {
        if (resamples < 1_000) {
            throw new IllegalArgumentException("resamples is " + resamples + "; it must be at least 1000");
        }
        RandomGenerator random = seed.generator();
        double[] draws = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            draws[i] = draw.applyAsDouble(random);
        }
        Arrays.sort(draws);
        return draws;
    }

    /** Ties count half; kept off 0 and 1, where the correction would be infinite. */
    private double shareBelowObserved(double[] draws) {
        double below = 0;
        for (double value : draws) {
            below += value < observed ? 1 : value == observed ? 0.5 : 0;
        }
        return Math.min(Math.max(below, 0.5), draws.length - 0.5) / draws.length;
    }

    /** Efron and Tibshirani's (14.15), over the jackknife values of all samples. */
    private double acceleration() {
        double cubes = 0;
        double squares = 0;
        for (double[] values : leftOut) {
            double mean = Moments.of(values).mean();
            int n = values.length;
            for (double value : values) {
                double influence = (n - 1) * (mean - value);
                cubes += influence * influence * influence / ((double) n * n * n);
                squares += influence * influence / ((double) n * n);
            }
        }
        return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    }

    private static double adjusted(double probability, double bias, double acceleration) {
        double z = bias + NORMAL.inverseCumulativeProbability(probability);
        return NORMAL.cumulativeProbability(bias + z / (1 - acceleration * z));
    }

    private static Interval between(double low, double high, double confidence, double[] draws) {
        return new Interval(PercentileRule.LINEAR.of(draws, low), PercentileRule.LINEAR.of(draws, high), confidence);
    }

    private static double[] jackknife(double[] sample, ToDoubleFunction<double[]> statistic) {
        double[] leftOut = new double[sample.length];
        for (int i = 0; i < sample.length; i++) {
            leftOut[i] = statistic.applyAsDouble(Samples.without(sample, i));
        }
        return leftOut;
    }

    private static int[] places(int n, RandomGenerator random) {
        return random.ints(n, 0, n).toArray();
    }

    private static double[] pick(double[] sample, int[] places) {
        double[] picked = new double[places.length];
        for (int i = 0; i < places.length; i++) {
            picked[i] = sample[places[i]];
        }
        return picked;
    }
}
