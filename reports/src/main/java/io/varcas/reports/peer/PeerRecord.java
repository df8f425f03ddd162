package io.varcas.reports.peer;

import io.varcas.record.EventKind;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;
import io.varcas.record.TokenCount;
import io.varcas.record.TokenSource;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A request of another tool's file on its way to a record: times in seconds since the first of them. */
final class PeerRecord {

    private static final double NANOS = 1e9;

    private final long index;
    private final double sentSeconds;
    private double dueSeconds;
    private double closedSeconds;
    private Outcome outcome = Outcome.COMPLETED;
    private double mostTokens;
    private TokenCount input = TokenCount.NONE;
    private TokenCount output = TokenCount.NONE;
    private final Timeline events = new Timeline(4);
    private Optional<String> error = Optional.empty();
    private Optional<String> serverId = Optional.empty();

    PeerRecord(long index, double sentSeconds) {
        this.index = index;
        this.sentSeconds = sentSeconds;
        this.dueSeconds = sentSeconds;
        this.closedSeconds = sentSeconds;
    }

    PeerRecord due(double seconds) {
        dueSeconds = seconds;
        return this;
    }

    /** Adds a chunk with text; the request is taken to end with its last. */
    PeerRecord text(double seconds) {
        events.add(nanos(seconds), EventKind.CONTENT);
        closedSeconds = Math.max(closedSeconds, seconds);
        return this;
    }

    /**
     * Adds the first and the last chunk with text, if both are there, the last only if it came later than the first.
     *
     * @param first seconds on the clock of the file
     * @param last seconds on the clock of the file
     * @param origin time on that clock from which the record counts
     */
    PeerRecord texts(OptionalDouble first, OptionalDouble last, double origin) {
        first.ifPresent(at -> text(at - origin));
        if (first.isPresent() && last.isPresent() && last.getAsDouble() > first.getAsDouble()) {
            text(last.getAsDouble() - origin);
        }
        return this;
    }

    PeerRecord closed(double seconds) {
        closedSeconds = seconds;
        return this;
    }

    PeerRecord tokens(double inputTokens, double outputTokens, TokenSource source) {
        mostTokens = Math.max(inputTokens, outputTokens);
        input = new TokenCount((int) Math.max(0, inputTokens), source);
        output = new TokenCount((int) Math.max(0, outputTokens), source);
        return this;
    }

    /** Returns the greater of its two numbers of tokens, as the file has it. */
    double mostTokens() {
        return mostTokens;
    }

    long index() {
        return index;
    }

    PeerRecord failed(String why) {
        outcome = Outcome.STREAM_ERROR;
        error = Optional.of(why);
        return this;
    }

    /** Returns the tool stopped before the response was whole. */
    PeerRecord unfinished() {
        outcome = Outcome.CANCELLED;
        return this;
    }

    PeerRecord id(Optional<String> id) {
        serverId = id;
        return this;
    }

    RequestRecord done() {
        return RequestRecord.builder()
                .index(index)
                .intendedNanos(nanos(dueSeconds))
                .sentNanos(OptionalLong.of(nanos(sentSeconds)))
                .closedNanos(nanos(closedSeconds))
                .outcome(outcome)
                .askedTokens(output.tokens())
                .input(input)
                .output(output)
                .events(events)
                .error(error)
                .serverId(serverId)
                .build();
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * NANOS);
    }
}
