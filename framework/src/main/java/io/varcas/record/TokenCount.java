package io.varcas.record;

/**
 * A number of tokens and how it is known.
 *
 * @param tokens the count, 0 or more
 * @param source how it is known
 */
public record TokenCount(int tokens, TokenSource source) {

    /** Nothing was counted. */
    public static final TokenCount NONE = new TokenCount(0, TokenSource.NONE);

    /**
     * Checks the count.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public TokenCount {
        if (tokens < 0) {
            throw new IllegalArgumentException("tokens (" + tokens + ") must be at least 0");
        }
    }
}
