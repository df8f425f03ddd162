package io.varcas.annotation;

/** Shape of a token-length distribution. */
public enum Distribution {
    /** Logarithm is normal; the usual shape of prompt and output lengths. With {@code std = 0} it is {@link #FIXED}. */
    LOGNORMAL,
    /** Normal, rounded to whole tokens. */
    NORMAL,
    /** Every whole number from {@code min} to {@code max} alike; {@code mean} and {@code std} follow from them. */
    UNIFORM,
    /** Always {@code mean}. */
    FIXED,
    /**
     * Drawn, with replacement, from the lengths in a file, {@code data}. Prompt and output lengths of one file are
     * drawn together, so that what was long stays long.
     */
    EMPIRICAL
}
