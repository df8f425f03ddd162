package io.varcas.accuracy.sandbox;

import java.util.Arrays;
import java.util.Optional;

/** The class of the end of a program with tests. */
public enum CodeOutcome {
    /** Every test passed. */
    PASSED("passed"),
    /** An assertion failed. */
    ASSERTION("failed an assertion"),
    /** The program ended in another error, or before its tests did. */
    ERROR("error"),
    /** It used up its time. */
    TIMED_OUT("timed out"),
    /** It wanted more memory than its limit. */
    OVER_MEMORY("over memory"),
    /** It printed more than its limit. */
    OVER_OUTPUT("over output"),
    /** The output of the model has no code. */
    NO_CODE("no code found"),
    /** The sandbox itself failed, so that nothing is known about the program. */
    SANDBOX_FAULT("sandbox fault");

    private final String label;

    CodeOutcome(String label) {
        this.label = label;
    }

    /** Returns the name for people. */
    public String label() {
        return label;
    }

    /** Returns the outcome of a note that {@link CodeResult#note()} wrote; empty for any other text. */
    public static Optional<CodeOutcome> of(String note) {
        return Arrays.stream(values())
                .filter(outcome -> note.equals(outcome.label) || note.startsWith(outcome.label + ": "))
                .findFirst();
    }
}
