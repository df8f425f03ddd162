package io.varcas.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Completion of a trial or a run, independent of its objectives. */
public enum Status {
    /** It ran to its planned end. */
    COMPLETED,
    /** It was stopped; what was measured until then is in the result. */
    INTERRUPTED,
    /** It could not be run, or broke; what was measured until then is in the result. */
    FAILED;

    /** Returns the word in results and reports. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
