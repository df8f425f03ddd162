package io.varcas.load;

import io.varcas.record.RequestRecord;
import java.util.Locale;
import java.util.OptionalInt;

/** A load that was stopped because its first requests all failed the same way; the message is for the user. */
public final class RepeatedFailureException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;

    RepeatedFailureException(int requests, RequestRecord first) {
        super(String.format(
                Locale.ROOT,
                "the first %d requests all failed the same way (%s), so the load was stopped; -p failures.stop=0 goes"
                        + " on whatever fails",
                requests,
                first.error().orElse(first.outcome().label())));
        status = first.status().orElse(0);
    }

    /** Returns the HTTP status of the responses; empty if there were none. */
    public OptionalInt status() {
        return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
    }
}
