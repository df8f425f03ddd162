package io.varcas.client;

import io.varcas.record.Outcome;
import io.varcas.record.ServerTimes;
import io.varcas.record.Timeline;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The course of a request as the client saw it. Times are nanoseconds since the origin that its reader was given.
 *
 * @param outcome how it ended
 * @param status HTTP status, if a response began
 * @param firstByteNanos when the first byte of the body arrived
 * @param closedNanos when the exchange ended
 * @param events the stream; for a response that was not streamed, one event
 * @param usage what the server says it took
 * @param firstTextTokens tokens in the first chunk with text; 1 unless the server counts along
 * @param finishReason why the response ended, in the server's word
 * @param error what went wrong, in one line; empty if nothing did
 * @param serverId the server's id of the response
 * @param serverTimes the times that the server reported of it, if it did
 * @param warnings what was unusual about the response and did not make it fail, one line each
 * @param text text of the response, without reasoning, if it was asked for and there is any
 */
public record Response(
        Outcome outcome,
        OptionalInt status,
        OptionalLong firstByteNanos,
        long closedNanos,
        Timeline events,
        Optional<Usage> usage,
        int firstTextTokens,
        Optional<String> finishReason,
        Optional<String> error,
        Optional<String> serverId,
        Optional<ServerTimes> serverTimes,
        List<String> warnings,
        Optional<String> text) {}
