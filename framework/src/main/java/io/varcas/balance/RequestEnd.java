package io.varcas.balance;

import java.util.Locale;

/** The end of a request on a replica. */
enum RequestEnd {
    /** The response passed whole. */
    COMPLETED,
    /** The replica refused it (429, 503). */
    REJECTED,
    /** The replica failed: no connection, a status from 500 on, or its connection broke before the first byte. */
    FAILED,
    /** Its connection broke, or it fell silent, after the first byte: the client got a part. */
    LOST,
    /** The client went away. */
    CANCELLED;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final int SERVER_ERROR = 500;

    /** Returns the end that the status of a whole response means. */
    static RequestEnd ofStatus(int status) {
        if (status == TOO_MANY_REQUESTS || status == UNAVAILABLE) {
            return REJECTED;
        }
        return status >= SERVER_ERROR ? FAILED : COMPLETED;
    }

    /** Returns whether it speaks against the replica. */
    boolean isFailure() {
        return this == FAILED || this == LOST;
    }

    /** Returns the value of its label in the metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
