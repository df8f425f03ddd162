package io.varcas.stats;

import java.util.OptionalLong;
import org.apache.commons.math3.special.Beta;

/**
 * A one-sided exact binomial test of a bound on a percentile: at most the share {@code allowed} of all requests may exceed the bound,
 * and {@code exceeding} of {@code n} did. It needs no assumption on the distribution, but one on the samples: they are independent.
 * Requests that share a slow period of a server are not, and then the true confidence is below the nominal one.
 *
 * <p>The test equals the comparison of the bound with a one-sided order-statistic limit of the percentile (Hahn and Meeker, Statistical
 * Intervals, 1991, section 5.2).
 */
public final class ExceedanceTest {

    /** Largest sample that {@link #samplesToDecide} proposes; a share that close to the allowed one is not worth deciding. */
    private static final long MOST_SAMPLES = 1L << 30;

    /** An error of exactly the one allowed, such as that of 1 of 1 at 5 %, decides nothing, however it is rounded. */
    private static final double ROUNDING = 1e-12;

    /** Result of the test. */
    public enum Outcome {
        /** The share of all requests that exceed the bound is at most the allowed one, at the confidence. */
        WITHIN,
        /** The share is above the allowed one, at the confidence. */
        BEYOND,
        /** The sample shows neither. */
        OPEN
    }

    private ExceedanceTest() {}

    /**
     * Tests a sample.
     *
     * @param exceeding samples beyond the bound, from 0 to {@code n}
     * @param n samples, at least 0
     * @param allowed share that may exceed the bound, between 0 and 1: 0.05 for a 95th percentile
     * @param confidence between 0 and 1
     * @throws IllegalArgumentException if one of them is out of range
     */
    public static Outcome test(long exceeding, long n, double allowed, double confidence) {
        if (n < 0 || exceeding < 0 || exceeding > n) {
            throw new IllegalArgumentException(exceeding + " of " + n + " is no share");
        }
        Samples.probability("allowed share", allowed);
        Samples.confidence(confidence);
        if (n == 0) {
            return Outcome.OPEN;
        }
        double error = 1 - confidence - ROUNDING;
        if (exceeding < n && atMost(exceeding, n, allowed) < error) {
            return Outcome.WITHIN;
        }
        return exceeding > 0 && 1 - atMost(exceeding - 1, n, allowed) < error ? Outcome.BEYOND : Outcome.OPEN;
    }

    /**
     * Returns how large a sample decides if the share that exceeds the bound stays what it is; empty if none of up to a billion does.
     *
     * @param exceeding samples beyond the bound so far, from 0 to {@code n}
     * @param n samples so far, at least 1
     * @param allowed share that may exceed the bound, between 0 and 1
     * @param confidence between 0 and 1
     */
    public static OptionalLong samplesToDecide(long exceeding, long n, double allowed, double confidence) {
        double share = (double) exceeding / n;
        long open = 0;
        long decided = 1;
        while (isOpen(share, decided, allowed, confidence)) {
            open = decided;
            decided *= 2;
            if (decided > MOST_SAMPLES) {
                return OptionalLong.empty();
            }
        }
        while (decided - open > 1) {
            long middle = (open + decided) / 2;
            if (isOpen(share, middle, allowed, confidence)) {
                open = middle;
            } else {
                decided = middle;
            }
        }
        return OptionalLong.of(decided);
    }

    /**
     * Returns the fewest samples that can show that a percentile keeps a bound: those of which none exceeds it.
     *
     * @param allowed share that may exceed the bound, between 0 and 1
     * @param confidence between 0 and 1
     */
    public static long fewestSamples(double allowed, double confidence) {
        Samples.probability("allowed share", allowed);
        Samples.confidence(confidence);
        return (long) Math.ceil(Math.log(1 - confidence) / Math.log(1 - allowed));
    }

    private static boolean isOpen(double share, long n, double allowed, double confidence) {
        return test(Math.round(share * n), n, allowed, confidence) == Outcome.OPEN;
    }

    /** Probability of at most {@code k < n} events of {@code n}. */
    private static double atMost(long k, long n, double probability) {
        return 1 - Beta.regularizedBeta(probability, k + 1.0, (double) (n - k));
    }
}
