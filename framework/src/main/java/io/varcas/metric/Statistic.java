package io.varcas.metric;

import java.util.List;
import java.util.OptionalDouble;

/** Statistic of a metric; its label is the last part of a metric key, as in {@code ttft.p99}. */
public enum Statistic {
    /** Arithmetic mean of the finite samples. */
    MEAN("mean", Double.NaN),
    /** Sample standard deviation of the finite samples. */
    SD("sd", Double.NaN),
    /** Smallest sample. */
    MIN("min", Double.NaN),
    /** Median. */
    P50("p50", 0.50),
    /** 90th percentile. */
    P90("p90", 0.90),
    /** 95th percentile. */
    P95("p95", 0.95),
    /** 99th percentile. */
    P99("p99", 0.99),
    /** 99.9th percentile. */
    P999("p999", 0.999),
    /** Largest sample. */
    MAX("max", Double.NaN),
    /** The one number of a metric that is not a distribution. */
    VALUE("value", Double.NaN);

    private static final int SAMPLES_BEYOND = 10;

    private final String label;
    private final double quantile;

    Statistic(String label, double quantile) {
        this.label = label;
        this.quantile = quantile;
    }

    /** Returns the statistics of a distribution, in the order of tables and results. */
    public static List<Statistic> ofDistribution() {
        return List.of(MEAN, SD, MIN, P50, P90, P95, P99, P999, MAX);
    }

    /** Returns the name in keys, tables and results. */
    public String label() {
        return label;
    }

    /** Returns the name as people write it, for heads of tables: {@code p99.9} for {@link #P999}. */
    public String title() {
        return this == P999 ? "p99.9" : label;
    }

    /** Returns the quantile from 0 to 1; empty for a statistic that is not a percentile. */
    public OptionalDouble quantile() {
        return Double.isNaN(quantile) ? OptionalDouble.empty() : OptionalDouble.of(quantile);
    }

    /**
     * Returns whether a sample is large enough for this statistic: a percentile needs at least ten samples beyond it,
     * everything else of a sample needs one. A rate needs none: that nothing failed was counted, and is 0. What is too
     * small is shown as "n too small" and does not decide an objective.
     *
     * @param n samples, failures included
     */
    public boolean isSupportedBy(long n) {
        if (this == VALUE) {
            return true;
        }
        return Double.isNaN(quantile) ? n >= 1 : n - Math.ceil(quantile * n) >= SAMPLES_BEYOND;
    }

    /** Returns the place of this statistic in a sorted sample, from 1, by the nearest rank; 0 if it is not one of the samples. */
    long rank(long n) {
        return switch (this) {
            case MIN -> Math.min(n, 1);
            case MAX -> n;
            case P50, P90, P95, P99, P999 -> n == 0 ? 0 : Math.max(1, (long) Math.ceil(quantile * n));
            case MEAN, SD, VALUE -> 0;
        };
    }

    /** Returns the fewest samples that are large enough for this statistic. */
    public long samplesNeeded() {
        if (this == VALUE) {
            return 0;
        }
        return Double.isNaN(quantile) ? 1 : Math.round(SAMPLES_BEYOND / (1 - quantile));
    }
}
