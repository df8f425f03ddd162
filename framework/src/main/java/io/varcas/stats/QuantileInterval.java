package io.varcas.stats;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * The interval of a quantile by order statistics: how many samples lie below a quantile is binomial, whatever the distribution (Hahn and
 * Meeker, Statistical Intervals, 1991, section 5.2). Requests of a loaded server are dependent: those of one slow period are slow
 * together, and the count varies more. So the samples are divided into consecutive blocks, and the variance of the counts between blocks,
 * as a multiple of the binomial one (the design effect; Woodruff, JASA 47, 1952), divides the sample size. A block bootstrap gives nearly
 * the same ends; this needs no resampling and no sample kept, only counts per block.
 *
 * <p>The multiple is used where the blocks show it beyond chance; else it would widen intervals of independent samples. A dependence that
 * reaches over whole blocks is underestimated: measure longer than the server's slow periods last.
 *
 * @param low share of the samples at the lower end; 0 if the sample does not bound it
 * @param high share of the samples at the upper end; above 1 if the sample does not bound it
 * @param effectiveSamples number of independent samples that vary as much
 */
public record QuantileInterval(double low, double high, double effectiveSamples) {

    /** Fewest blocks whose variance is used. */
    public static final int FEWEST_BLOCKS = 8;

    /** Chance that independent samples are taken for dependent ones. */
    private static final double FALSE_ALARM = 0.1;

    /**
     * Computes the interval.
     *
     * @param quantile quantile, between 0 and 1
     * @param sizes samples of each block, in the order of time
     * @param below samples of each block below the quantile of all samples, or at it
     * @param confidence between 0 and 1
     * @throws IllegalArgumentException if there are no samples, or a number is out of range
     */
    public static QuantileInterval of(double quantile, long[] sizes, long[] below, double confidence) {
        Samples.probability("quantile", quantile);
        Samples.confidence(confidence);
        long n = 0;
        long lower = 0;
        int blocks = 0;
        for (int i = 0; i < sizes.length; i++) {
            n += sizes[i];
            lower += below[i];
            blocks += sizes[i] > 0 ? 1 : 0;
        }
        if (n == 0) {
            throw new IllegalArgumentException("a quantile needs at least 1 sample");
        }
        double squares = 0;
        for (int i = 0; i < sizes.length; i++) {
            double deviation = below[i] - (double) lower / n * sizes[i];
            squares += deviation * deviation;
        }
        double tail = (1 - confidence) / 2;
        double effect = 1;
        if (blocks >= FEWEST_BLOCKS) {
            double ratio = squares * blocks / (blocks - 1.0) / (quantile * (1 - quantile) * n);
            double chance = new ChiSquaredDistribution(null, blocks - 1.0).inverseCumulativeProbability(1 - FALSE_ALARM)
                    / (blocks - 1);
            // The variance of few blocks is itself uncertain, which the t-quantile allows for.
            double widening = new TDistribution(null, blocks - 1.0).inverseCumulativeProbability(1 - tail)
                    / new NormalDistribution(null, 0, 1).inverseCumulativeProbability(1 - tail);
            effect = ratio > chance ? ratio * widening * widening : 1;
        }
        int effective = (int) Math.max(1, Math.min(Integer.MAX_VALUE - 1.0, Math.rint(n / effect)));
        BinomialDistribution count = new BinomialDistribution(null, effective, quantile);
        return new QuantileInterval(
                count.inverseCumulativeProbability(tail) / (double) effective,
                (count.inverseCumulativeProbability(1 - tail) + 1) / (double) effective,
                effective);
    }
}
