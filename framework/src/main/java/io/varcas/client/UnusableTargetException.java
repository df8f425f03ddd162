package io.varcas.client;

/** A target that cannot be measured as it is; the message is one line for the user who runs the benchmark. */
public final class UnusableTargetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, and what to do about it
     */
    public UnusableTargetException(String message) {
        super(message);
    }
}
