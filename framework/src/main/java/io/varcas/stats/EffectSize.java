package io.varcas.stats;

import org.apache.commons.math3.special.Gamma;

/**
 * The size of a difference relative to the spread of the repeats. An effect size is no test: a large one of few repeats
 * may be chance.
 */
public final class EffectSize {

    private EffectSize() {}

    /**
     * Returns Cohen's d, {@code (mean(b) - mean(a)) / pooled sd}; infinite for different means without spread, 0 for equal ones.
     *
     * @param a at least two values
     * @param b at least two values
     * @throws IllegalArgumentException if there are fewer
     */
    public static double cohensD(double[] a, double[] b) {
        Samples.needs(2, a, "an effect size");
        Samples.needs(2, b, "an effect size");
        Moments left = Moments.of(a);
        Moments right = Moments.of(b);
        double difference = right.mean() - left.mean();
        double pooledSd = Math.sqrt((left.squares() + right.squares()) / (a.length + b.length - 2));
        return difference == 0 ? 0 : difference / pooledSd;
    }

    /**
     * Returns Hedges' g: Cohen's d without its upward bias in small samples, {@code d gamma(m/2) / (sqrt(m/2) gamma((m-1)/2))} with
     * {@code m = n(a) + n(b) - 2} (Hedges, Journal of Educational Statistics 6, 1981).
     *
     * @param a at least two values
     * @param b at least two values
     * @throws IllegalArgumentException if there are fewer
     */
    public static double hedgesG(double[] a, double[] b) {
        double half = (a.length + b.length - 2) / 2.0;
        return cohensD(a, b) * Math.exp(Gamma.logGamma(half) - Gamma.logGamma(half - 0.5)) / Math.sqrt(half);
    }

    /**
     * Returns Cliff's delta, {@code P(b > a) - P(b < a)}: from -1 to 1, 0 if neither side tends to be larger. Needs no spread
     * and no scale.
     *
     * @param a at least one value
     * @param b at least one value
     * @throws IllegalArgumentException if there are none
     */
    public static double cliffsDelta(double[] a, double[] b) {
        Samples.needs(1, a, "an effect size");
        Samples.needs(1, b, "an effect size");
        double wins = 0;
        for (double left : a) {
            for (double right : b) {
                wins += right > left ? 1 : right < left ? -1 : 0;
            }
        }
        return wins / a.length / b.length;
    }

    /** Cohen's words for the size of d (Statistical Power Analysis for the Behavioral Sciences, 1988). */
    public enum Magnitude {
        /** Below 0.2. */
        NEGLIGIBLE,
        /** From 0.2. */
        SMALL,
        /** From 0.5. */
        MEDIUM,
        /** From 0.8. */
        LARGE;

        /** Returns the word for a d or g of either sign. */
        public static Magnitude of(double d) {
            double size = Math.abs(d);
            return size < 0.2 ? NEGLIGIBLE : size < 0.5 ? SMALL : size < 0.8 ? MEDIUM : LARGE;
        }
    }
}
