package io.varcas.accuracy.reference;

/** Thrown when a provider gives no output, after all retries; the message is one line. */
public final class ProviderException extends Exception {

    private static final long serialVersionUID = 1;

    /** Creates the failure. */
    public ProviderException(String message) {
        super(message);
    }
}
