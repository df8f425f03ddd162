package io.varcas.record;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Source of a token count. */
public enum TokenSource {
    /** {@code usage} of the server's response. */
    USAGE,
    /** A tokenizer: the server's or a local one. */
    TOKENIZER,
    /** Text chunks counted as one token each. */
    EVENTS,
    /** Characters divided by a mean; not exact. */
    ESTIMATE,
    /** Nothing was there to count. */
    NONE;

    private static final Map<String, TokenSource> BY_LABEL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(TokenSource::label, source -> source));

    private final String label = name().toLowerCase(Locale.ROOT);

    /** Returns the word in records and results. */
    public String label() {
        return label;
    }

    /**
     * Returns the source of a word.
     *
     * @throws IllegalArgumentException if no source has it
     */
    static TokenSource of(String label) {
        TokenSource source = BY_LABEL.get(label);
        if (source == null) {
            throw new IllegalArgumentException("no token source is written \"" + label + "\"");
        }
        return source;
    }
}
