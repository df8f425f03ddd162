package io.varcas.record;

import io.varcas.setting.Secrets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The record of one request. Times are nanoseconds since the start of the fork's load, on one monotonic clock.
 *
 * @param index place of the request in the plan, from 0; the same request has the same index in every run of a seed
 * @param part part of a mix the request belongs to; empty if the workload is no mix
 * @param phase phase of the load in which it was due, such as {@code warm-up 1} or {@code iteration 2}; empty if
 *     unknown
 * @param user user of a closed loop, from 0; -1 in an open loop
 * @param intendedNanos {@code s}: when it was due; in a closed loop, when its user became ready
 * @param readyNanos {@code r}: when a cap on the requests in flight let it be sent, {@code s} or later, or the load's
 *     end
 *     if it never did; empty where there is no cap
 * @param sentNanos {@code a}: when it was handed to the transport; empty if the run ended before
 * @param firstByteNanos when the first byte of the response's body arrived
 * @param closedNanos {@code d}: when the exchange ended, however it ended
 * @param outcome how it ended
 * @param status HTTP status, if a response began
 * @param askedTokens output tokens asked for
 * @param input prompt tokens
 * @param output {@code N}: output tokens
 * @param cachedTokens prompt tokens that the server took from its prefix cache, if it said so
 * @param firstTextTokens {@code m_f}: tokens in the first text chunk; 1 unless the server counts along
 * @param events the stream; for a response that was not streamed, one event of its whole
 * @param finishReason why the response ended, in the server's word
 * @param error what went wrong, in one line
 * @param serverId the server's id of the request
 * @param contentHash of what was asked: equal requests have the same, in any run
 * @param promptHash of the prompt alone: equal prompts have the same, in any run
 * @param serverTimes the times that the server reported of it, if it did
 * @param warnings what was unusual about the response and did not make it fail, one line each
 */
public record RequestRecord(
        long index,
        String part,
        String phase,
        int user,
        long intendedNanos,
        OptionalLong readyNanos,
        OptionalLong sentNanos,
        OptionalLong firstByteNanos,
        long closedNanos,
        Outcome outcome,
        OptionalInt status,
        int askedTokens,
        TokenCount input,
        TokenCount output,
        OptionalInt cachedTokens,
        int firstTextTokens,
        Timeline events,
        Optional<String> finishReason,
        Optional<String> error,
        Optional<String> serverId,
        OptionalLong contentHash,
        OptionalLong promptHash,
        Optional<ServerTimes> serverTimes,
        List<String> warnings) {

    /** Error line of a request that was due and was never sent. */
    public static final String NOT_SENT = "not sent before the load ended";

    /** Copies the warnings, and takes keys out of what the server said. */
    public RequestRecord {
        finishReason = finishReason.map(Secrets.HERE::redacted);
        error = error.map(Secrets.HERE::redacted);
        serverId = serverId.map(Secrets.HERE::redacted);
        warnings = List.copyOf(warnings);
    }

    /** Returns when the client should have sent it: when it was due, or when a cap on the requests in flight let it. */
    public long sendableNanos() {
        return readyNanos.orElse(intendedNanos);
    }

    /** Begins a record; see {@link RequestRecordBuilder} for the value of each component that is not set. */
    public static RequestRecordBuilder builder() {
        return new RequestRecordBuilder();
    }

    /** Begins a record that equals this one except for the components set anew. */
    public RequestRecordBuilder toBuilder() {
        return new RequestRecordBuilder(this);
    }
}
