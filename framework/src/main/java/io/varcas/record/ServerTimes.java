package io.varcas.record;

import java.util.OptionalLong;

/**
 * The times that a server reports of one request, in nanoseconds, on the server's clock. They are durations: no clock of the client
 * is compared with one of the server.
 *
 * @param queueNanos from entering the scheduler's queue to the first step, 0 or more
 * @param prefillNanos from the first step to the first token, 0 or more
 * @param decodeNanos from the first token to the last one, 0 or more; 0 for a single token
 * @param frontEndNanos from arrival to the first token, less queue and prefill: parsing, tokenizing and hand-over in the API server, 0
 *     or more; empty if the server does not report it
 */
public record ServerTimes(long queueNanos, long prefillNanos, long decodeNanos, OptionalLong frontEndNanos) {

    /** Returns the whole time at the server, as far as it is reported. */
    public long totalNanos() {
        return queueNanos + prefillNanos + decodeNanos + frontEndNanos.orElse(0);
    }
}
