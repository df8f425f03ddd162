package io.varcas.stats;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * Kolmogorov's and Smirnov's test: the largest distance of two distribution functions.
 *
 * @param distance from 0 to 1
 * @param pValue chance of such a distance or more if there is no difference
 */
public record KolmogorovSmirnov(double distance, double pValue) {

    /**
     * Tests a sample against a distribution that was fixed before looking at it.
     *
     * @param sample at least one value
     * @param distribution its continuous distribution function
     * @throws IllegalArgumentException if the sample is empty
     */
    public static KolmogorovSmirnov of(double[] sample, DoubleUnaryOperator distribution) {
        Samples.needs(1, sample, "a Kolmogorov-Smirnov test");
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double distance = 0;
        for (int i = 0; i < n; i++) {
            double below = distribution.applyAsDouble(sorted[i]);
            distance = Math.max(distance, Math.max(below - (double) i / n, (i + 1.0) / n - below));
        }
        return new KolmogorovSmirnov(distance, 1 - new KolmogorovSmirnovTest().cdf(distance, n));
    }

    /**
     * Tests whether two samples come from one distribution.
     *
     * @param a at least two values
     * @param b at least two values
     * @throws IllegalArgumentException if there are fewer
     */
    public static KolmogorovSmirnov of(double[] a, double[] b) {
        Samples.needs(2, a, "a Kolmogorov-Smirnov test");
        Samples.needs(2, b, "a Kolmogorov-Smirnov test");
        KolmogorovSmirnovTest test = new KolmogorovSmirnovTest();
        double distance = test.kolmogorovSmirnovStatistic(a, b);
        double pValue = (long) a.length * b.length < 10_000
                ? test.exactP(distance, a.length, b.length, false)
                : test.approximateP(distance, a.length, b.length);
        return new KolmogorovSmirnov(distance, pValue);
    }
}
