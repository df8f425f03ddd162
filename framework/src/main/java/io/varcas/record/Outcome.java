package io.varcas.record;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The outcome of a request; every request has exactly one. */
public enum Outcome {
    /**
     * The response arrived whole: finish reason and end of stream, or one of these with a usage, and no error in it.
     */
    COMPLETED,
    /** The server responded with a status that is no success, 429 or 503. */
    HTTP_ERROR,
    /** The server sent an error after a success, or something that is not a response. */
    STREAM_ERROR,
    /** The stream ended before the response did. */
    TRUNCATED,
    /** The request took longer than its limit and was closed by the client. */
    TIMEOUT,
    /** No connection, or it broke before any byte of a response. */
    CONNECT_FAILURE,
    /** The server refused for load: 429 or 503. */
    REJECTED,
    /** The client closed it: the drain ended, or the run was interrupted. */
    CANCELLED;

    private static final Map<String, Outcome> BY_LABEL =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Outcome::label, outcome -> outcome));

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Returns the word in records and results: lower case with dashes. */
    public String label() {
        return label;
    }

    /**
     * Returns the outcome of a word.
     *
     * @throws IllegalArgumentException if no outcome has it
     */
    static Outcome of(String label) {
        Outcome outcome = BY_LABEL.get(label);
        if (outcome == null) {
            throw new IllegalArgumentException("no outcome is written \"" + label + "\"");
        }
        return outcome;
    }

    /** Returns whether the server or the way to it failed; a cancelled request is unfinished, not failed. */
    public boolean isFailure() {
        return this != COMPLETED && this != CANCELLED;
    }
}
