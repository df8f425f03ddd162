package io.varcas.annotation;

/** Shape of a token-length distribution. */
public enum Distribution {
    /** Log-normal, the usual shape of prompt and output lengths. With {@code std = 0} it is {@link #FIXED}. */
    LOGNORMAL,
    /** Normal, rounded to whole tokens. */
    NORMAL,
    /** Uniform over the whole numbers from {@code min} to {@code max}, which determine {@code mean} and {@code std}. */
    UNIFORM,
    /** The constant {@code mean}. */
    FIXED,
    /**
     * Drawn with replacement from the lengths in a file, {@code data}. Prompt and output lengths of the same file are
     * drawn as pairs.
     */
    EMPIRICAL
}
