package io.varcas.stats;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The interval of a quantile, as shares of the samples. Of independent samples it has exact order statistics for its ends: how many samples
 * lie below a quantile is binomial, whatever the distribution (Hahn and Meeker, Statistical Intervals, 1991, section 5.2), interpolated
 * between neighbours. If one end is not bounded by the sample, the other has the whole error.
 *
 * <p>Requests of a loaded server are dependent: those of one slow period are slow together, and the count varies more. So the samples are
 * divided into consecutive blocks, and the variance of the counts between blocks ({@link BlockVariance}), as a multiple of the binomial one
 * (the design effect), widens the interval (Woodruff, JASA 47, 1952). A block bootstrap gives nearly the same ends; this needs no
 * resampling and no sample kept, only counts per block. Few samples lie beyond a high quantile, and their blocks show a dependence late:
 * the design effect of the median, where it shows, is the least for every quantile.
 *
 * <p>The multiple is used where the blocks show it beyond chance; else it would widen intervals of independent samples. A slow period that
 * no request of a short run met cannot widen its interval: measure at least 20 times as long as the server's slow periods last.
 *
 * @param low share of the samples at the lower end; 0 if the sample does not bound it
 * @param high share of the samples at the upper end; above 1 if the sample does not bound it
 * @param effectiveSamples number of independent samples that vary as much
 */
public record QuantileInterval(double low, double high, double effectiveSamples) {

    /** Fewest blocks whose variance is used. */
    public static final int FEWEST_BLOCKS = 8;

    /** Share of the samples at an end that the samples do not bound. */
    private static final double OPEN = 2;

    /** Evidence of dependence at the quantile itself. */
    private static final Evidence AT_QUANTILE = new Evidence(0.8, 0.1);

    /** Evidence of dependence at the median, which then holds for all quantiles: stricter, since it is a second chance to err. */
    private static final Evidence AT_MEDIAN = new Evidence(1.64, 0.05);

    /**
     * Evidence from which samples count as dependent.
     *
     * @param correlation standard errors of the correlation between neighbouring blocks
     * @param falseAlarm chance that the variance of independent blocks counts as too large
     */
    private record Evidence(double correlation, double falseAlarm) {}

    /**
     * Computes the interval.
     *
     * @param quantile quantile, between 0 and 1
     * @param sizes samples of each block, in the order of time
     * @param below samples of each block below the quantile of all samples, or at it
     * @param belowMedian samples of each block below the median of all samples, or at it
     * @param confidence between 0 and 1
     * @throws IllegalArgumentException if there are no samples, or a number is out of range
     */
    public static QuantileInterval of(
            double quantile, long[] sizes, long[] below, long[] belowMedian, double confidence) {
        Samples.probability("quantile", quantile);
        Samples.confidence(confidence);
        long n = 0;
        for (long size : sizes) {
            n += size;
        }
        if (n == 0) {
            throw new IllegalArgumentException("a quantile needs at least 1 sample");
        }
        double effect = Math.max(
                designEffect(quantile, n, sizes, below, confidence, AT_QUANTILE),
                designEffect(0.5, n, sizes, belowMedian, confidence, AT_MEDIAN));
        return effect > 1
                ? ofDependent(quantile, n / effect, confidence)
                : ofIndependent(quantile, (int) Math.min(Integer.MAX_VALUE - 1, n), confidence);
    }

    private static QuantileInterval ofIndependent(double quantile, int n, double confidence) {
        double tail = (1 - confidence) / 2;
        BinomialDistribution count = new BinomialDistribution(null, n, quantile);
        boolean openAbove = Math.pow(quantile, n) > tail;
        boolean openBelow = Math.pow(1 - quantile, n) > tail;
        double low = rank(count, openAbove ? 2 * tail : tail);
        double high = rank(count, openBelow ? 1 - 2 * tail : 1 - tail);
        return new QuantileInterval(low < 1 || openBelow ? 0 : low / n, high > n || openAbove ? OPEN : high / n, n);
    }

    private static QuantileInterval ofDependent(double quantile, double effectiveSamples, double confidence) {
        double reach = normal(confidence) * Math.sqrt(quantile * (1 - quantile) / effectiveSamples);
        double high = quantile + reach;
        return new QuantileInterval(Math.max(0, quantile - reach), high > 1 ? OPEN : high, effectiveSamples);
    }

    /** Returns the order statistic below which the quantile lies with a probability, interpolated between neighbours. */
    private static double rank(BinomialDistribution count, double probability) {
        int k = count.inverseCumulativeProbability(probability);
        double before = count.cumulativeProbability(k - 1);
        return k + (probability - before) / (count.cumulativeProbability(k) - before);
    }

    /** Returns how many times the binomial variance the counts of the blocks vary; 1 if the blocks do not show that it is more. */
    private static double designEffect(
            double quantile, long n, long[] sizes, long[] below, double confidence, Evidence evidence) {
        long lower = 0;
        int blocks = 0;
        for (int i = 0; i < sizes.length; i++) {
            lower += below[i];
            blocks += sizes[i] > 0 ? 1 : 0;
        }
        if (blocks < FEWEST_BLOCKS) {
            return 1;
        }
        double[] deviations = new double[blocks];
        double squares = 0;
        int place = 0;
        for (int i = 0; i < sizes.length; i++) {
            if (sizes[i] > 0) {
                double deviation = below[i] - (double) lower / n * sizes[i];
                deviations[place++] = deviation;
                squares += deviation * deviation;
            }
        }
        double binomial = quantile * (1 - quantile) * n;
        BlockVariance variance = BlockVariance.of(deviations, evidence.correlation());
        double chance =
                new ChiSquaredDistribution(null, blocks - 1.0).inverseCumulativeProbability(1 - evidence.falseAlarm());
        if (!variance.dependent(blocks) && squares * blocks / binomial <= chance) {
            return 1;
        }
        double reach = variance.reach(confidence) / normal(confidence);
        return Math.max(1, reach * reach / binomial);
    }

    private static double normal(double confidence) {
        return new NormalDistribution(null, 0, 1).inverseCumulativeProbability(0.5 + confidence / 2);
    }
}
