package io.varcas.tune.capacity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** The outcome of a search for capacity. */
public enum CapacityOutcome {
    /** The capacity is known as precisely as was asked for. */
    FOUND,
    /** The time was over before the interval was as narrow as was asked for. */
    IMPRECISE,
    /** The objectives hold at the greatest load that the client could send, or that was allowed. */
    AT_LEAST,
    /** The objectives hold at no load. */
    NONE,
    /** The runs show nothing. */
    UNDECIDED,
    /** The search was stopped by the user. */
    INTERRUPTED,
    /** A run failed, and with it the search. */
    FAILED;

    /** Returns the word in results. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the outcome of a word. */
    @JsonCreator
    static CapacityOutcome of(String label) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no outcome is written \"" + label + "\""));
    }
}
