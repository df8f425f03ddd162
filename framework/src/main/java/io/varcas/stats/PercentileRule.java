package io.varcas.stats;

/**
 * The definition of a percentile of a sorted sample. Tools differ in it, so a number can only be laid beside a tool's
 * own if it is made by the tool's rule.
 */
public enum PercentileRule {
    /**
     * Linear between the two order statistics around position {@code (n - 1) q}: numpy's default, Hyndman and Fan's type 7
     * (The American Statistician 50, 1996). Interpolates by numpy's own formula, so that the last digit agrees as well.
     */
    LINEAR {
        @Override
        double at(double[] sorted, double quantile) {
            double position = (sorted.length - 1) * quantile;
            int below = (int) position;
            double low = sorted[below];
            double high = sorted[Math.min(below + 1, sorted.length - 1)];
            double t = position - below;
            if (t == 0 || low == high) {
                return low;
            }
            if (Double.isInfinite(high)) {
                return high;
            }
            return t < 0.5 ? low + (high - low) * t : high - (high - low) * (1 - t);
        }
    },
    /** Smallest value that at least the share {@code q} of the sample does not exceed: Hyndman and Fan's type 1. */
    NEAREST_RANK {
        @Override
        double at(double[] sorted, double quantile) {
            double rank = Math.ceil(quantile * sorted.length - ROUNDING);
            return sorted[(int) Math.max(0, rank - 1)];
        }
    },
    /** The order statistic at or below position {@code (n - 1) q}: numpy's {@code lower}. */
    LOWER {
        @Override
        double at(double[] sorted, double quantile) {
            return sorted[(int) ((sorted.length - 1) * quantile + ROUNDING)];
        }
    };

    /** Room for a product such as {@code 0.07 * 100 = 7.000000000000001}, which would ask for the next rank. */
    private static final double ROUNDING = 1e-9;

    abstract double at(double[] sorted, double quantile);

    /**
     * Returns a percentile.
     *
     * @param sorted sample in ascending order; infinite values (requests that failed) sort last
     * @param quantile share of the sample below it, 0 to 1
     * @throws IllegalArgumentException if the sample is empty, or the quantile is not from 0 to 1
     */
    public double of(double[] sorted, double quantile) {
        Samples.needs(1, sorted, "a percentile");
        if (!(quantile >= 0 && quantile <= 1)) {
            throw new IllegalArgumentException("quantile is " + quantile + "; it must be from 0 to 1");
        }
        return at(sorted, quantile);
    }
}
