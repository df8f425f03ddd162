package io.varcas.accuracy;

import io.varcas.stats.Interval;
import java.util.Locale;

/** The verdict of a non-inferiority test: does the candidate lose less than a margin? */
public enum NonInferiority {
    /** The whole interval of the change is above the negative margin. */
    PASS,
    /** The whole interval of the change is below the negative margin. */
    FAIL,
    /** The interval contains the negative margin: the sample is too small to tell. */
    INCONCLUSIVE;

    static NonInferiority of(Interval change, double margin) {
        if (change.low() > -margin) {
            return PASS;
        }
        return change.high() < -margin ? FAIL : INCONCLUSIVE;
    }

    /** Returns the word in results and reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
