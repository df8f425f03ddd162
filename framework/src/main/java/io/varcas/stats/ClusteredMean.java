package io.varcas.stats;

import io.varcas.traffic.Seed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The mean of values that come in clusters, such as the scores of outputs by prompt: values of one cluster are not independent, so
 * clusters are resampled, never single values (Cameron and Miller, Journal of Human Resources 50, 2015). The mean of the differences
 * of pairs is the difference of the means, so that this is the paired bootstrap as well.
 */
public final class ClusteredMean {

    private final double[] sums;
    private final int[] counts;
    private final double mean;
    private final int n;

    private ClusteredMean(double[] sums, int[] counts) {
        this.sums = sums;
        this.counts = counts;
        this.n = Arrays.stream(counts).sum();
        this.mean = Arrays.stream(sums).sum() / n;
    }

    /**
     * Takes values.
     *
     * @param values at least one
     * @param clusters cluster of each value, in any words
     * @throws IllegalArgumentException if there is no value, or not as many clusters as values
     */
    public static ClusteredMean of(double[] values, List<String> clusters) {
        Samples.needs(1, values, "a mean");
        if (values.length != clusters.size()) {
            throw new IllegalArgumentException(values.length + " values cannot have " + clusters.size() + " clusters");
        }
        Map<String, Integer> places = new HashMap<>();
        double[] sums = new double[values.length];
        int[] counts = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            int place = places.computeIfAbsent(clusters.get(i), cluster -> places.size());
            sums[place] += values[i];
            counts[place]++;
        }
        return new ClusteredMean(Arrays.copyOf(sums, places.size()), Arrays.copyOf(counts, places.size()));
    }

    /** Returns the mean of all values. */
    public double mean() {
        return mean;
    }

    /** Returns how many values there are. */
    public int n() {
        return n;
    }

    /** Returns how many clusters there are. */
    public int clusters() {
        return sums.length;
    }

    /** Returns the cluster-robust standard error of the mean; not a number for one cluster. */
    public double standardError() {
        double squares = 0;
        for (int i = 0; i < sums.length; i++) {
            double residual = sums[i] - mean * counts[i];
            squares += residual * residual;
        }
        return Math.sqrt(squares * sums.length / (sums.length - 1.0)) / n;
    }

    /**
     * Returns the percentile interval of the bootstrap over clusters. Its width is 0 if all values are equal.
     *
     * @param confidence between 0 and 1
     * @param resamples at least 1,000
     * @param seed what is drawn
     * @throws IllegalArgumentException if there are fewer than two clusters, or a parameter is out of range
     */
    public Interval interval(double confidence, int resamples, Seed seed) {
        Samples.confidence(confidence);
        Samples.needs(2, sums, "a bootstrap");
        if (resamples < 1_000) {
            throw new IllegalArgumentException("resamples is " + resamples + "; it must be at least 1000");
        }
        RandomGenerator random = seed.generator();
        double[] draws = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            draws[i] = draw(random);
        }
        Arrays.sort(draws);
        return new Interval(
                PercentileRule.LINEAR.of(draws, (1 - confidence) / 2),
                PercentileRule.LINEAR.of(draws, (1 + confidence) / 2),
                confidence);
    }

    private double draw(RandomGenerator random) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < sums.length; i++) {
            int place = random.nextInt(sums.length);
            sum += sums[place];
            count += counts[place];
        }
        return sum / count;
    }
}
