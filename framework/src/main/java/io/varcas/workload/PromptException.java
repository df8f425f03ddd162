package io.varcas.workload;

import org.jspecify.annotations.Nullable;

/** The user's own prompt method failed; the message is one line that names the request. */
public final class PromptException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PromptException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
