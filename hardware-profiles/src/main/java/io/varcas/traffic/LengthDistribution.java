package io.varcas.traffic;

/**
 * A distribution of prompt or output lengths, in tokens: whole numbers within [{@link #min()}, {@link #max()}].
 *
 * <p>Continuous families are rounded to the nearest whole number and then clamped, so what is asked for and what is sent
 * differ a little; {@link #clampedMean()} and {@link #clampedStandardDeviation()} say what is sent.
 */
public sealed interface LengthDistribution
        permits LogNormalLengths, NormalLengths, UniformLengths, FixedLengths, EmpiricalLengths {

    /**
     * Starts a stream of lengths.
     *
     * @param seed decides it completely: equal distributions and seeds give equal lengths on every JVM
     */
    LengthSampler sampler(Seed seed);

    /** Returns the smallest length there is, in tokens, at least 1. */
    int min();

    /** Returns the largest length there is, in tokens. */
    int max();

    /** Returns the mean that was asked for, before rounding and clamping, in tokens; what is really drawn unless it differs. */
    default double statedMean() {
        return clampedMean();
    }

    /**
     * Describes this distribution with its numbers, for listings and results:
     * {@code "log-normal, mean 50, sd 30, 10 to 300 (drawn: mean 49.7, sd 27.7)"}.
     */
    String describe();

    /** Returns the mean of what is really drawn, after rounding and clamping, in tokens. */
    double clampedMean();

    /** Returns the standard deviation of what is really drawn, after rounding and clamping, in tokens. */
    double clampedStandardDeviation();

    /** Returns the squared coefficient of variation of what is really drawn: variance over squared mean; 0 if fixed. */
    default double clampedSquaredVariation() {
        double ratio = clampedStandardDeviation() / clampedMean();
        return ratio * ratio;
    }
}
