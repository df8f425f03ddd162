package io.varcas.stats;

/**
 * A confidence interval. An end that the sample cannot bound is infinite.
 *
 * @param low lower end
 * @param high upper end
 * @param confidence nominal coverage, between 0 and 1
 */
public record Interval(double low, double high, double confidence) {

    /**
     * Checks the ends.
     *
     * @throws IllegalArgumentException if {@code low} is above {@code high} or one is not a number, or the confidence is not
     *     between 0 and 1
     */
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("an interval cannot go from " + low + " to " + high);
        }
        Samples.confidence(confidence);
    }

    /** Returns whether the value lies in it; the ends do. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** Returns whether the sample bounds it on both sides. */
    public boolean isBounded() {
        return Double.isFinite(low) && Double.isFinite(high);
    }

    /** Returns the distance of the ends. */
    public double width() {
        return high - low;
    }
}
