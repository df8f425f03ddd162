package io.varcas.validation;

import java.util.List;

/** Says that a run cannot start because of what the user asked for; nothing was measured. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Creates the fault.
     *
     * @param message what is wrong, the value, the rule and the nearest right value, in one line
     */
    public UsageException(String message) {
        super(message);
    }

    /**
     * Reports several faults at once.
     *
     * @param faults one line each, at least one
     */
    public UsageException(List<String> faults) {
        super(String.join(System.lineSeparator(), faults));
    }

    /** Returns the faults, one a line. */
    public List<String> lines() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
