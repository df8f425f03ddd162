package io.varcas.accuracy.sandbox;

/**
 * The end of a program with tests.
 *
 * @param outcome its class
 * @param detail more about it in one line; may be empty
 */
public record CodeResult(CodeOutcome outcome, String detail) {

    /** Returns both in one line. */
    public String note() {
        return detail.isEmpty() ? outcome.label() : outcome.label() + ": " + detail;
    }
}
