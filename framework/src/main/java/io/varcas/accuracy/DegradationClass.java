package io.varcas.accuracy;

import java.util.Locale;

/**
 * The size of a change of the mean score, in the four classes that customers read. It is a description of the two means; a
 * {@link NonInferiority} verdict tells what the sample proves.
 */
public enum DegradationClass {
    /** The candidate's mean is not below the baseline's. */
    NO_DEGRADATION,
    /** It is below by less than 2 points (0.02), or by less than 5 % of the baseline. */
    ACCEPTABLE,
    /** It is below by less than 10 % of the baseline. */
    WARNING,
    /** It is below by 10 % of the baseline or more. */
    CRITICAL;

    private static final double POINTS = 0.02;
    private static final double ACCEPTABLE_SHARE = 0.05;
    private static final double WARNING_SHARE = 0.10;

    /** Differences of decimal fractions such as 0.82 - 0.80 are off by less than this. */
    private static final double ROUNDING = 1e-12;

    /**
     * Classifies two means.
     *
     * @param baseline mean score before, 0 to 1
     * @param candidate mean score now, 0 to 1
     */
    public static DegradationClass of(double baseline, double candidate) {
        double loss = baseline - candidate;
        if (loss <= 0) {
            return NO_DEGRADATION;
        }
        if (loss < POINTS - ROUNDING || loss < ACCEPTABLE_SHARE * baseline - ROUNDING) {
            return ACCEPTABLE;
        }
        return loss < WARNING_SHARE * baseline - ROUNDING ? WARNING : CRITICAL;
    }

    /** Returns whether accuracy counts as preserved. */
    public boolean isPreserved() {
        return this == NO_DEGRADATION || this == ACCEPTABLE;
    }

    /** Returns the word in results and reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
