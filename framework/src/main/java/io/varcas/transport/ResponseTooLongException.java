package io.varcas.transport;

/** A response, or a chunk of it, that is longer than any is read; its connection is closed. */
public final class ResponseTooLongException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ResponseTooLongException(String message) {
        super(message, null, false, false);
    }
}
