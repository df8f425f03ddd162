package io.varcas.traffic;

import io.varcas.validation.Violations;
import java.util.function.DoubleUnaryOperator;

/**
 * Mean and standard deviation of a continuous variable X once it is rounded and clamped to [min, max], from its survival
 * function S, without approximation: a whole-numbered N in [min, max] has
 *
 * <pre>
 * E[N]   = min   + sum over k = min .. max-1 of           P(N > k)
 * E[N^2] = min^2 + sum over k = min .. max-1 of (2k + 1) * P(N > k)
 * </pre>
 *
 * and here {@code P(N > k) = P(X >= k + 1/2) = S(k + 1/2)}. The sums run over integers, a few thousand terms.
 */
record ClampedMoments(double mean, double standardDeviation) {

    private static final double NEGLIGIBLE = 1e-15;

    static ClampedMoments of(int min, int max, DoubleUnaryOperator survival) {
        double first = 0;
        double second = 0;
        for (int k = min; k < max; k++) {
            double beyond = survival.applyAsDouble(k + 0.5);
            if (beyond < NEGLIGIBLE) {
                break;
            }
            first += beyond;
            second += 2.0 * (k - min) * beyond + beyond; // of N - min, which loses no digits to a large min
        }
        return new ClampedMoments(min + first, Math.sqrt(Math.max(0, second - first * first)));
    }

    /** "mean 50, sd 30, 10 to 300 (drawn: mean 49.7, sd 27.7)": what was asked for, and what comes of it. */
    String describe(double askedMean, double askedStd, int min, int max) {
        return "mean " + NumberFormat.number(askedMean) + ", sd " + NumberFormat.number(askedStd) + ", " + min + " to "
                + max + " (drawn: mean " + NumberFormat.number(mean) + ", sd " + NumberFormat.number(standardDeviation)
                + ")";
    }

    /** Rounds half up and clamps: the same rule {@link #of} integrates. */
    static int clamp(double tokens, int min, int max) {
        return (int) Math.max(min, Math.min(max, StrictMath.floor(tokens + 0.5)));
    }

    static Violations check(String subject, double mean, double std, int min, int max) {
        return Violations.in(subject)
                .positive("mean", mean, "tokens")
                .notNegative("std", std, "tokens")
                .atLeast(1, "min", min, "tokens")
                .thenFindIf(min > max, "min " + min + " is above max " + max + "; did you swap them?")
                .thenFindIf(mean < min, "mean " + mean + " is below min " + min + "; use a mean of at least " + min)
                .thenFindIf(mean > max, "mean " + mean + " is above max " + max + "; use a mean of at most " + max);
    }
}
