package io.varcas.accuracy;

import java.util.Locale;

/** The decision of an accuracy pass. */
public enum AccuracyVerdict {
    /** The mean score reaches the threshold, even if every output that never came is counted as 0, and the loss is within its margin. */
    PASSED,
    /** The mean score stays below the threshold, even if every output that never came is counted as 1, or the loss exceeds its margin. */
    FAILED,
    /** The outputs that never came could tip it either way, or the sample is too small to bound the loss. */
    UNDECIDED,
    /** Nothing was asked, as no output could have said anything of the model. */
    NOT_MEASURED;

    /** Returns the word in results and reports. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
