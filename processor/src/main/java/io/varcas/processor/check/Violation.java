package io.varcas.processor.check;

import io.varcas.processor.model.SourcePosition;

/**
 * A violation in the user's source.
 *
 * @param message what kind of fault it is
 * @param text what is wrong, the value, the rule, the nearest right choice
 * @param position where
 */
public record Violation(Message message, String text, SourcePosition position) {

    /** Returns whether it keeps the class from being generated; otherwise it is a warning. */
    public boolean isError() {
        return message.isError();
    }

    /** Returns the line that the user sees. */
    public String line() {
        return "[" + message + "] " + text;
    }
}
