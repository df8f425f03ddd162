package io.varcas.compare;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The conclusion of a test about a difference. */
public enum ChangeVerdict {
    /** The candidate is better, beyond chance. */
    BETTER,
    /** The candidate is worse, beyond chance. */
    WORSE,
    /** No difference shown, though a change worth knowing would have been, and nothing hints at one. */
    NO_DIFFERENCE_SHOWN,
    /** These repeats can tell neither. */
    INCONCLUSIVE;

    /** Returns the words in results and reports. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
