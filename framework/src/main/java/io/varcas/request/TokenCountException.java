package io.varcas.request;

import java.io.IOException;

/** A server that counted tokens does so no more. */
public final class TokenCountException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TokenCountException(IOException cause) {
        super("the server stopped counting tokens: " + cause.getMessage(), cause);
    }
}
