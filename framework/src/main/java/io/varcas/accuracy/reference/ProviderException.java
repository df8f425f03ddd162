package io.varcas.accuracy.reference;

/** Thrown when a provider gives no output, after all retries; the message is one line. */
public final class ProviderException extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean refused;

    /** Creates a failure that another request may share. */
    public ProviderException(String message) {
        this(message, false);
    }

    /**
     * Creates a failure.
     *
     * @param refused whether the provider refused the content of this request, so that others may succeed
     */
    ProviderException(String message, boolean refused) {
        super(message);
        this.refused = refused;
    }

    /** Returns whether the provider refused the content of this request, so that others may succeed. */
    public boolean isRefused() {
        return refused;
    }
}
