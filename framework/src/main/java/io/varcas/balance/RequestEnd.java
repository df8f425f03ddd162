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

    /** Returns whether it speaks against the replica. */
    boolean isFailure() {
        return this == FAILED || this == LOST;
    }

    /** Returns the value of its label in the metrics. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
