package io.varcas.accuracy.sandbox;

/** No sandbox can be had; the message tells in one line what is missing and what to install. */
public final class SandboxException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SandboxException(String message) {
        super(message);
    }
}
