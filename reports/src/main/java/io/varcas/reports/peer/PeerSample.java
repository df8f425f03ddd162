package io.varcas.reports.peer;

import io.varcas.stats.PercentileRule;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Values of one of another tool's metrics. Up to {@value #KEPT} are kept one by one, so that percentiles are the tool's to the last digit;
 * of more, a histogram with four significant digits is kept. Mean and deviation are exact always. Values may be weighted, for the
 * mean, the deviation and {@link #cumulative}.
 */
final class PeerSample {

    private static final int KEPT = 200_000;
    private static final int SIGNIFICANT_DIGITS = 4;

    /** Histograms count in nanounits: nanoseconds for values in seconds. */
    private static final double STEPS = 1e9;

    private double[] values = new double[64];
    private long[] weights = new long[64];
    private int kept;
    private @Nullable Histogram histogram;
    private long n;
    private double mean;
    private double squares;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private boolean sorted;

    /** Adds a value that counts as so many; nothing if that is none. */
    void add(double value, long weight) {
        if (weight <= 0) {
            return;
        }
        n += weight;
        double delta = value - mean;
        mean += delta * weight / n;
        squares += weight * delta * (value - mean);
        min = Math.min(min, value);
        max = Math.max(max, value);
        sorted = false;
        Histogram coarse = histogram;
        if (coarse != null) {
            coarse.recordValueWithCount(steps(value), weight);
        } else if (kept < KEPT) {
            keep(value, weight);
        } else {
            histogram = coarse(value, weight);
        }
    }

    private void keep(double value, long weight) {
        if (kept == values.length) {
            values = Arrays.copyOf(values, 2 * kept);
            weights = Arrays.copyOf(weights, 2 * kept);
        }
        values[kept] = value;
        weights[kept++] = weight;
    }

    /** Moves what was kept into a histogram. */
    private Histogram coarse(double value, long weight) {
        Histogram made = new Histogram(SIGNIFICANT_DIGITS);
        made.setAutoResize(true);
        for (int i = 0; i < kept; i++) {
            made.recordValueWithCount(steps(values[i]), weights[i]);
        }
        made.recordValueWithCount(steps(value), weight);
        values = new double[0];
        weights = new long[0];
        kept = 0;
        return made;
    }

    long n() {
        return n;
    }

    double mean() {
        return n == 0 ? Double.NaN : mean;
    }

    double sampleSd() {
        return n < 2 ? Double.NaN : Math.sqrt(squares / (n - 1));
    }

    double populationSd() {
        return n == 0 ? Double.NaN : Math.sqrt(squares / n);
    }

    double min() {
        return n == 0 ? Double.NaN : min;
    }

    double max() {
        return n == 0 ? Double.NaN : max;
    }

    /** Returns a percentile; not a number if there are no values. */
    double quantile(PercentileRule rule, double q) {
        if (n == 0) {
            return Double.NaN;
        }
        Histogram coarse = histogram;
        if (coarse != null) {
            return Math.max(min, Math.min(max, coarse.getValueAtPercentile(100 * q) / STEPS));
        }
        sort();
        return rule.of(values, q);
    }

    /**
     * Returns the smallest value up to which the shares of the weight add up to {@code q}; not a number if there are no values. The shares
     * are added one after the other as doubles, like {@code numpy.cumsum} does it, so that the last digit and the rank agree.
     */
    double cumulative(double q) {
        if (n == 0 || histogram != null) {
            return quantile(PercentileRule.NEAREST_RANK, q);
        }
        sort();
        double sum = 0;
        int i = 0;
        while (i < kept) {
            double value = values[i];
            double weight = 0;
            for (; i < kept && values[i] == value; i++) {
                weight += weights[i];
            }
            sum += weight / n;
            if (sum >= q) {
                return value;
            }
        }
        return max;
    }

    private void sort() {
        if (sorted) {
            return;
        }
        int[] order = IntStream.range(0, kept)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> values[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        values = Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
        weights = Arrays.stream(order).mapToLong(i -> weights[i]).toArray();
        sorted = true;
    }

    private static long steps(double value) {
        return Math.max(0, Math.round(value * STEPS));
    }
}
