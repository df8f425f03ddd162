package io.varcas.client;

/** A response, or a chunk of it, that is longer than any is read; its connection is closed. */
final class ResponseTooLongException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ResponseTooLongException(String message) {
        super(message, null, false, false);
    }
}
