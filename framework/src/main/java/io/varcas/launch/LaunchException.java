package io.varcas.launch;

import java.io.IOException;
import java.util.List;

/** A server that could not be started, or ended before it was to; the message is one line for the user, the end of its log follows. */
public final class LaunchException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient List<String> log;

    /** Creates the exception for a server that was not started. */
    public LaunchException(String message) {
        this(message, List.of());
    }

    /**
     * Creates the exception.
     *
     * @param message what is wrong, and what to do about it
     * @param log the last lines of the server's log
     */
    public LaunchException(String message, List<String> log) {
        super(message);
        this.log = List.copyOf(log);
    }

    /** Returns the last lines of the server's log; empty if it has none. */
    public List<String> log() {
        return log;
    }
}
