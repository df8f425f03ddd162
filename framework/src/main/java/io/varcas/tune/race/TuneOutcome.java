package io.varcas.tune.race;

/** The outcome of tuning. */
public enum TuneOutcome {
    /** A configuration is better than the baseline beyond chance, in runs of their own. */
    IMPROVED("improved"),
    /** None was shown to be better. */
    NO_IMPROVEMENT_SHOWN("no improvement shown"),
    /** The winner is better, but its outputs are worse by more than the margin. */
    LESS_ACCURATE("better, but less accurate"),
    /** It was ended before it came to a result. */
    INTERRUPTED("interrupted"),
    /** The baseline could not be measured. */
    FAILED("failed");

    private final String label;

    TuneOutcome(String label) {
        this.label = label;
    }

    /** Returns it in words. */
    public String label() {
        return label;
    }
}
