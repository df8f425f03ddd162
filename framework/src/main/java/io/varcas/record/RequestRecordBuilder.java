package io.varcas.record;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Builds a {@link RequestRecord}; each method sets the component of its name.
 *
 * <p>What is not set is empty, 0 or {@link TokenCount#NONE}; the user is -1, the first chunk with text has one token, and the
 * outcome is {@link Outcome#CANCELLED}.
 */
public final class RequestRecordBuilder {

    private long index;
    private String part = "";
    private String phase = "";
    private int user = -1;
    private long intendedNanos;
    private OptionalLong readyNanos = OptionalLong.empty();
    private OptionalLong sentNanos = OptionalLong.empty();
    private OptionalLong firstByteNanos = OptionalLong.empty();
    private long closedNanos;
    private Outcome outcome = Outcome.CANCELLED;
    private OptionalInt status = OptionalInt.empty();
    private int askedTokens;
    private TokenCount input = TokenCount.NONE;
    private TokenCount output = TokenCount.NONE;
    private OptionalInt cachedTokens = OptionalInt.empty();
    private int firstTextTokens = 1;
    private Timeline events = new Timeline(0);
    private Optional<String> finishReason = Optional.empty();
    private Optional<String> error = Optional.empty();
    private Optional<String> serverId = Optional.empty();
    private OptionalLong contentHash = OptionalLong.empty();
    private OptionalLong promptHash = OptionalLong.empty();
    private Optional<ServerTimes> serverTimes = Optional.empty();
    private List<String> warnings = List.of();

    RequestRecordBuilder() {}

    RequestRecordBuilder(RequestRecord request) {
        index = request.index();
        part = request.part();
        phase = request.phase();
        user = request.user();
        intendedNanos = request.intendedNanos();
        readyNanos = request.readyNanos();
        sentNanos = request.sentNanos();
        firstByteNanos = request.firstByteNanos();
        closedNanos = request.closedNanos();
        outcome = request.outcome();
        status = request.status();
        askedTokens = request.askedTokens();
        input = request.input();
        output = request.output();
        cachedTokens = request.cachedTokens();
        firstTextTokens = request.firstTextTokens();
        events = request.events();
        finishReason = request.finishReason();
        error = request.error();
        serverId = request.serverId();
        contentHash = request.contentHash();
        promptHash = request.promptHash();
        serverTimes = request.serverTimes();
        warnings = request.warnings();
    }

    /** Sets the place of the request in the plan. */
    public RequestRecordBuilder index(long value) {
        index = value;
        return this;
    }

    /** Sets the part of a mix the request belongs to. */
    public RequestRecordBuilder part(String value) {
        part = value;
        return this;
    }

    /** Sets the phase of the load in which it was due. */
    public RequestRecordBuilder phase(String value) {
        phase = value;
        return this;
    }

    /** Sets the user of a closed loop. */
    public RequestRecordBuilder user(int value) {
        user = value;
        return this;
    }

    /** Sets when it was due. */
    public RequestRecordBuilder intendedNanos(long value) {
        intendedNanos = value;
        return this;
    }

    /** Sets when a cap on the requests in flight let it be sent. */
    public RequestRecordBuilder readyNanos(OptionalLong value) {
        readyNanos = value;
        return this;
    }

    /** Sets when it was handed to the transport. */
    public RequestRecordBuilder sentNanos(OptionalLong value) {
        sentNanos = value;
        return this;
    }

    /** Sets when the first byte of the response's body arrived. */
    public RequestRecordBuilder firstByteNanos(OptionalLong value) {
        firstByteNanos = value;
        return this;
    }

    /** Sets when the exchange ended. */
    public RequestRecordBuilder closedNanos(long value) {
        closedNanos = value;
        return this;
    }

    /** Sets how it ended. */
    public RequestRecordBuilder outcome(Outcome value) {
        outcome = value;
        return this;
    }

    /** Sets the HTTP status. */
    public RequestRecordBuilder status(OptionalInt value) {
        status = value;
        return this;
    }

    /** Sets the output tokens asked for. */
    public RequestRecordBuilder askedTokens(int value) {
        askedTokens = value;
        return this;
    }

    /** Sets the prompt tokens. */
    public RequestRecordBuilder input(TokenCount value) {
        input = value;
        return this;
    }

    /** Sets the output tokens. */
    public RequestRecordBuilder output(TokenCount value) {
        output = value;
        return this;
    }

    /** Sets the prompt tokens taken from the prefix cache. */
    public RequestRecordBuilder cachedTokens(OptionalInt value) {
        cachedTokens = value;
        return this;
    }

    /** Sets the tokens in the first chunk with text. */
    public RequestRecordBuilder firstTextTokens(int value) {
        firstTextTokens = value;
        return this;
    }

    /** Sets the stream. */
    public RequestRecordBuilder events(Timeline value) {
        events = value;
        return this;
    }

    /** Sets why the output ended, in the server's word. */
    public RequestRecordBuilder finishReason(Optional<String> value) {
        finishReason = value;
        return this;
    }

    /** Sets what went wrong, in one line. */
    public RequestRecordBuilder error(Optional<String> value) {
        error = value;
        return this;
    }

    /** Sets the server's id of the request. */
    public RequestRecordBuilder serverId(Optional<String> value) {
        serverId = value;
        return this;
    }

    /** Sets the hash of the whole request. */
    public RequestRecordBuilder contentHash(OptionalLong value) {
        contentHash = value;
        return this;
    }

    /** Sets the hash of the prompt. */
    public RequestRecordBuilder promptHash(OptionalLong value) {
        promptHash = value;
        return this;
    }

    /** Sets the times that the server reported. */
    public RequestRecordBuilder serverTimes(Optional<ServerTimes> value) {
        serverTimes = value;
        return this;
    }

    /** Sets what was unusual about the response, one line each. */
    public RequestRecordBuilder warnings(List<String> value) {
        warnings = value;
        return this;
    }

    /** Returns the record. */
    public RequestRecord build() {
        return new RequestRecord(
                index,
                part,
                phase,
                user,
                intendedNanos,
                readyNanos,
                sentNanos,
                firstByteNanos,
                closedNanos,
                outcome,
                status,
                askedTokens,
                input,
                output,
                cachedTokens,
                firstTextTokens,
                events,
                finishReason,
                error,
                serverId,
                contentHash,
                promptHash,
                serverTimes,
                warnings);
    }
}
