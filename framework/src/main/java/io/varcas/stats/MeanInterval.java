package io.varcas.stats;

import java.util.Arrays;

/**
 * The interval of a mean or a rate by consecutive blocks, which may depend on each other ({@link BlockVariance}). The interval of a positive
 * value is symmetric in its logarithm: a run that saw few slow periods has a small mean and a small spread, so that an interval symmetric
 * around the mean ends too low. If a block is negative, the interval is symmetric around the value.
 */
public final class MeanInterval {

    /** Standard errors of the correlation between neighbouring blocks above which it counts. */
    private static final double EVIDENCE = 0.2;

    /** Reach, in logarithms, of an interval that no longer bounds anything: to ten times the value. */
    private static final double WIDEST = Math.log(10);

    private MeanInterval() {}

    /**
     * Returns the interval. Blocks may depend on each other so much that it would reach beyond ten times a positive value: then they do not
     * bound it, and it reaches from 0 to infinity.
     *
     * @param value mean or rate of all blocks together; not 0
     * @param blocks value of each block, in the order of time; at least {@link QuantileInterval#FEWEST_BLOCKS}
     * @param confidence between 0 and 1
     * @throws IllegalArgumentException if there are fewer blocks, or the confidence is out of range
     */
    public static Interval of(double value, double[] blocks, double confidence) {
        Samples.needs(QuantileInterval.FEWEST_BLOCKS, blocks, "an interval by blocks");
        Samples.confidence(confidence);
        double mean = Moments.of(blocks).mean();
        double[] deviations = Arrays.stream(blocks).map(block -> block - mean).toArray();
        double reach = BlockVariance.of(deviations, EVIDENCE).reach(confidence) / blocks.length;
        if (value < 0 || Arrays.stream(blocks).anyMatch(block -> block < 0)) {
            return new Interval(value - reach, value + reach, confidence);
        }
        double factor = reach / value > WIDEST ? Double.POSITIVE_INFINITY : Math.exp(reach / value);
        return new Interval(value / factor, value * factor, confidence);
    }
}
