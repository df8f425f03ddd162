package io.varcas.stats;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * McNemar's test on the same items graded twice: did outputs that were right become wrong more often than the
 * reverse? Only items whose grade changed count; equal totals can hide many of them (McNemar, Psychometrika 12, 1947).
 *
 * @param lost items right before and wrong now
 * @param gained items wrong before and right now
 */
public record McNemar(int lost, int gained) {

    /**
     * Checks the counts.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public McNemar {
        if (lost < 0 || gained < 0) {
            throw new IllegalArgumentException("lost (" + lost + ") and gained (" + gained + ") must be at least 0");
        }
    }

    /** Returns the exact two-sided p-value: binomial with one half. */
    public double pValue() {
        return Math.min(1, 2 * atMost(Math.min(lost, gained)));
    }

    /** Returns the exact one-sided p-value that it got worse. */
    public double worseP() {
        return atMost(gained);
    }

    /**
     * Returns the one-sided mid-p-value that it got worse: half the chance of exactly this outcome is left out; less
     * conservative.
     */
    public double worseMidP() {
        return atMost(gained) - (lost + gained == 0 ? 0.5 : 0.5 * half().probability(gained));
    }

    private double atMost(int count) {
        return lost + gained == 0 ? 1 : half().cumulativeProbability(count);
    }

    private BinomialDistribution half() {
        return new BinomialDistribution(null, lost + gained, 0.5);
    }
}
