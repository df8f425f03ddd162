package io.varcas.record;

import org.jspecify.annotations.Nullable;

/** Kind of one event of a response's stream. */
public enum EventKind {
    /** Opens the message; carries no text. */
    ROLE('R'),
    /** Reasoning text. */
    REASONING('T'),
    /** Output text. */
    CONTENT('C'),
    /** Part of a tool call. */
    TOOL('O'),
    /** A whole output that came at once, not as a stream: it tells when all of the text was there, not when it began. */
    WHOLE('W'),
    /** Choices without text: an empty delta, or the finish reason alone. */
    EMPTY('E'),
    /** Usage alone, without choices. */
    USAGE('U'),
    /** Anything else: an error object, or an object without choices. */
    OTHER('X');

    /** By character: records are read back by the million. */
    private static final @Nullable EventKind[] BY_CODE = new EventKind[128];

    static {
        for (EventKind kind : values()) {
            BY_CODE[kind.code] = kind;
        }
    }

    private final char code;

    EventKind(char code) {
        this.code = code;
    }

    /** Returns one character for request records. */
    public char code() {
        return code;
    }

    /**
     * Returns whether the event carries text that a user sees: what E2E and, but for a whole output, TTFT and ITL are
     * measured on.
     */
    public boolean isText() {
        return this == REASONING || this == CONTENT || this == TOOL || this == WHOLE;
    }

    /** Returns whether the event has choices: what vLLM's own benchmark measures on. */
    public boolean hasChoices() {
        return this != USAGE && this != OTHER;
    }

    /**
     * Returns the kind of a character.
     *
     * @throws IllegalArgumentException if no kind has it
     */
    public static EventKind of(char code) {
        EventKind kind = code < BY_CODE.length ? BY_CODE[code] : null;
        if (kind != null) {
            return kind;
        }
        throw new IllegalArgumentException("no event kind is written '" + code + "'");
    }
}
