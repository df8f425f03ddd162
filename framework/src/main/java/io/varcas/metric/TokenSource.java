package io.varcas.metric;

import java.util.Locale;

/** Where a token count comes from. */
public enum TokenSource {
    /** {@code usage} of the server's answer. */
    USAGE,
    /** A tokenizer: the server's or a local one. */
    TOKENIZER,
    /** Text events counted as one token each. */
    EVENTS,
    /** Letters divided by a mean; not exact. */
    ESTIMATE,
    /** Nothing was there to count. */
    NONE;

    /** Word in records and results. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
