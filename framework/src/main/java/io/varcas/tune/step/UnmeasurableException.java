package io.varcas.tune.step;

/** A batch that gave no measurement; the message is one line for people. */
final class UnmeasurableException extends Exception {

    private static final long serialVersionUID = 1;

    UnmeasurableException(String message) {
        super(message);
    }
}
