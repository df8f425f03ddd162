package io.varcas.fork;

import io.varcas.text.ForeignText;
import java.util.List;

/** Thrown when a fork fails; its measurements up to that point are on disk. */
public final class ForkException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> stderrTail;

    ForkException(String message, List<String> stderrTail) {
        super(ForeignText.message(message));
        this.stderrTail = List.copyOf(stderrTail);
    }

    /** Returns the last lines the fork wrote to its stderr. */
    List<String> stderrTail() {
        return stderrTail == null ? List.of() : stderrTail;
    }
}
