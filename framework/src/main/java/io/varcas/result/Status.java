package io.varcas.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Completion of a trial or a run, independent of its objectives. */
public enum Status {
    /** It ran to its planned end. */
    COMPLETED,
    /** Stopped; the result contains the measurements up to then. */
    INTERRUPTED,
    /** Not started, or aborted by an error; the result contains the measurements up to then. */
    FAILED;

    /** Returns the word in results and reports. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
