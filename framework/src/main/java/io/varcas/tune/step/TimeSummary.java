package io.varcas.tune.step;

import io.varcas.stats.PercentileRule;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Times of one kind, in milliseconds.
 *
 * @param millis the single times, in the order of measurement; at least one
 */
public record TimeSummary(List<Double> millis) {

    /** Fewest times for a 95th percentile: with fewer, no time need lie above it. */
    public static final int LEAST_FOR_P95 = 20;

    /** Fewest times for a 99th percentile. */
    public static final int LEAST_FOR_P99 = 100;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if it is empty or a time is negative or not finite
     */
    public TimeSummary {
        millis = List.copyOf(millis);
        if (millis.isEmpty() || millis.stream().anyMatch(time -> !(time >= 0 && time < Double.POSITIVE_INFINITY))) {
            throw new IllegalArgumentException("times must be at least one number of 0 ms or more each: " + millis);
        }
    }

    /** Returns how many times there are. */
    public int n() {
        return millis.size();
    }

    /** Returns their mean, in ms. */
    public double mean() {
        return values().average().orElseThrow();
    }

    /** Returns the least, in ms. */
    public double min() {
        return values().min().orElseThrow();
    }

    /** Returns the greatest, in ms. */
    public double max() {
        return values().max().orElseThrow();
    }

    /** Returns the median, in ms. */
    public double median() {
        return PercentileRule.LINEAR.of(values().sorted().toArray(), 0.5);
    }

    /** Returns the 95th percentile by nearest rank, in ms; empty if there are fewer than {@value #LEAST_FOR_P95} times. */
    public OptionalDouble p95() {
        return percentile(0.95, LEAST_FOR_P95);
    }

    /** Returns the 99th percentile by nearest rank, in ms; empty if there are fewer than {@value #LEAST_FOR_P99} times. */
    public OptionalDouble p99() {
        return percentile(0.99, LEAST_FOR_P99);
    }

    private OptionalDouble percentile(double quantile, int least) {
        double[] sorted = values().sorted().toArray();
        return sorted.length < least
                ? OptionalDouble.empty()
                : OptionalDouble.of(PercentileRule.NEAREST_RANK.of(sorted, quantile));
    }

    private DoubleStream values() {
        return millis.stream().mapToDouble(Double::doubleValue);
    }
}
