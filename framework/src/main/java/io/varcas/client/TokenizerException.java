package io.varcas.client;

/** A tokenizer of the user's that cannot be used; the message is one line for the user. */
public final class TokenizerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TokenizerException(String message) {
        super(message);
    }
}
