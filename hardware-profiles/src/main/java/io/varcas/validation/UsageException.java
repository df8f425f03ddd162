package io.varcas.validation;

import java.util.List;
import java.util.stream.Collectors;

/** Thrown when a run cannot start because of its arguments; nothing was measured. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the fault.
     *
     * @param message what is wrong, the value (the middle of a long one is left out), the rule and the nearest right value, in one line
     */
    public UsageException(String message) {
        this(message.lines().toList());
    }

    /**
     * Reports several faults at once.
     *
     * @param faults one line each, at least one
     */
    public UsageException(List<String> faults) {
        super(faults.stream().map(FailureText::shortened).collect(Collectors.joining(System.lineSeparator())));
    }

    /** Returns the faults, one a line. */
    public List<String> lines() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
