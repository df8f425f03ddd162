package io.varcas.stats;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * Intervals and tests for means of roughly normal values, such as means of repeats; not for percentiles, whose spread a
 * t-interval does not describe.
 */
public final class StudentT {

    private StudentT() {}

    /**
     * Returns the interval of a mean, {@code mean -+ t se}.
     *
     * @param sample at least two values
     * @param confidence between 0 and 1
     * @throws IllegalArgumentException if there are fewer values, or the confidence is out of range
     */
    public static Interval interval(double[] sample, double confidence) {
        Samples.needs(2, sample, "a t-interval");
        Moments moments = Moments.of(sample);
        return around(moments.mean(), moments.standardError(), moments.n() - 1, confidence);
    }

    /**
     * Returns Welch's interval of {@code mean(b) - mean(a)}: the variances may differ.
     *
     * @param a at least two values
     * @param b at least two values
     * @param confidence between 0 and 1
     * @throws IllegalArgumentException if there are fewer values, or the confidence is out of range
     */
    public static Interval welchInterval(double[] a, double[] b, double confidence) {
        Welch welch = Welch.of(a, b);
        return around(welch.difference, welch.error, welch.freedom, confidence);
    }

    /**
     * Returns the two-sided p-value of Welch's test that two means are equal; 1 if neither sample varies and the means agree.
     *
     * @param a at least two values
     * @param b at least two values
     * @throws IllegalArgumentException if there are fewer values
     */
    public static double welchP(double[] a, double[] b) {
        Welch welch = Welch.of(a, b);
        return twoSided(welch.difference, welch.error, welch.freedom);
    }

    /**
     * Returns the two-sided p-value of the paired t-test that the mean difference is 0; 1 if every difference is 0.
     *
     * @param a at least two values
     * @param b as many, in the same order
     * @throws IllegalArgumentException if there are fewer values, or they are not pairs
     */
    public static double pairedP(double[] a, double[] b) {
        double[] differences = Samples.differences(a, b, "a paired t-test");
        Samples.needs(2, differences, "a paired t-test");
        Moments moments = Moments.of(differences);
        return twoSided(moments.mean(), moments.standardError(), moments.n() - 1);
    }

    /** Returns the quantile of the t-distribution. */
    static double quantile(double probability, double freedom) {
        return new TDistribution(null, freedom).inverseCumulativeProbability(probability);
    }

    private static Interval around(double centre, double error, double freedom, double confidence) {
        Samples.confidence(confidence);
        double reach = error == 0 ? 0 : quantile(0.5 + confidence / 2, freedom) * error;
        return new Interval(centre - reach, centre + reach, confidence);
    }

    private static double twoSided(double difference, double error, double freedom) {
        if (error == 0) {
            return difference == 0 ? 1 : 0;
        }
        return 2 * new TDistribution(null, freedom).cumulativeProbability(-Math.abs(difference / error));
    }

    /** Welch, Biometrika 34 (1947): freedom by Welch and Satterthwaite. */
    private record Welch(double difference, double error, double freedom) {

        static Welch of(double[] a, double[] b) {
            Samples.needs(2, a, "Welch's test");
            Samples.needs(2, b, "Welch's test");
            Moments left = Moments.of(a);
            Moments right = Moments.of(b);
            double va = left.standardError() * left.standardError();
            double vb = right.standardError() * right.standardError();
            double freedom =
                    va + vb == 0 ? 1 : (va + vb) * (va + vb) / (va * va / (left.n() - 1) + vb * vb / (right.n() - 1));
            return new Welch(right.mean() - left.mean(), Math.sqrt(va + vb), freedom);
        }
    }
}
