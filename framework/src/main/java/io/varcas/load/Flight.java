package io.varcas.load;

import io.varcas.client.Asked;
import io.varcas.client.Response;
import io.varcas.client.ResponseObserver;
import io.varcas.client.ResponseReader;
import io.varcas.client.Usage;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;
import io.varcas.record.TokenCount;
import io.varcas.record.TokenSource;
import io.varcas.request.PlannedRequest;
import io.varcas.transport.Exchange;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One request on its way, from its sending to its record. */
final class Flight implements ResponseObserver {

    /** Receives the end of a request. */
    interface Landing {
        void landed(Flight flight, RequestRecord request, String answer);
    }

    private static final int MOST_EXPECTED_EVENTS = 4096;
    private static final int EVENTS_BESIDE_TOKENS = 4;

    private final PlannedRequest planned;
    private final String phase;
    private final int user;
    private final long dueNanos;
    private final OptionalLong readyNanos;
    private final long sentNanos;
    private final LiveCounters counters;
    private final Landing landing;
    private final ResponseReader reader;
    private volatile @Nullable Exchange exchange;
    private Optional<String> answer = Optional.empty();

    /** Of the driver's thread alone. */
    private boolean abandoned;

    /** Neighbours in the list of what is in flight, which alone touches them. */
    @Nullable
    Flight before;

    @Nullable
    Flight after;

    Flight(
            PlannedRequest planned,
            String phase,
            int user,
            long dueNanos,
            OptionalLong readyNanos,
            long sentNanos,
            long originNanos,
            Asked asked,
            LiveCounters counters,
            boolean keepAnswer,
            Landing landing) {
        this.planned = planned;
        this.phase = phase;
        this.user = user;
        this.dueNanos = dueNanos;
        this.readyNanos = readyNanos;
        this.sentNanos = sentNanos;
        this.counters = counters;
        this.landing = landing;
        int expected = Math.min(MOST_EXPECTED_EVENTS, planned.outputTokens() + EVENTS_BESIDE_TOKENS);
        reader = new ResponseReader(originNanos, expected, asked, keepAnswer, this);
    }

    ResponseReader reader() {
        return reader;
    }

    void carriedBy(Exchange carrier) {
        exchange = carrier;
    }

    PlannedRequest planned() {
        return planned;
    }

    /** Returns the output, if the request completed and outputs are kept. */
    Optional<String> answer() {
        return answer;
    }

    int user() {
        return user;
    }

    long sentNanos() {
        return sentNanos;
    }

    /** Closes the connection; the request ends as this, soon. What was abandoned before stays what it was. */
    void abandon(Outcome why) {
        if (abandoned) {
            return;
        }
        abandoned = true;
        reader.abandon(why);
        Exchange carrier = exchange;
        if (carrier != null) {
            carrier.cancel();
        }
    }

    @Override
    public void text(long nanos, boolean first) {
        counters.text();
        if (first) {
            counters.answered(nanos - dueNanos);
        }
    }

    @Override
    public void ended(Response how) {
        counters.ended(how.outcome());
        answer = how.outcome() == Outcome.COMPLETED ? how.text() : Optional.empty();
        landing.landed(this, record(how), how.text().orElse(""));
    }

    /** Returns the record of a request that was never sent, because the load ended first. */
    static RequestRecord unsent(
            PlannedRequest planned, String phase, long dueNanos, OptionalLong readyNanos, long nowNanos) {
        return new RequestRecord(
                planned.index(),
                planned.part(),
                phase,
                -1,
                dueNanos,
                readyNanos,
                OptionalLong.empty(),
                OptionalLong.empty(),
                nowNanos,
                Outcome.CANCELLED,
                OptionalInt.empty(),
                planned.outputTokens(),
                planned.input(),
                TokenCount.NONE,
                OptionalInt.empty(),
                1,
                new Timeline(0),
                Optional.empty(),
                Optional.of(RequestRecord.NOT_SENT),
                Optional.empty(),
                OptionalLong.of(planned.contentHash()),
                OptionalLong.of(planned.promptHash()),
                List.of());
    }

    private RequestRecord record(Response answer) {
        return new RequestRecord(
                planned.index(),
                planned.part(),
                phase,
                user,
                dueNanos,
                readyNanos,
                OptionalLong.of(sentNanos),
                answer.firstByteNanos(),
                answer.closedNanos(),
                answer.outcome(),
                answer.status(),
                planned.outputTokens(),
                answer.usage()
                        .map(usage -> new TokenCount(usage.promptTokens(), TokenSource.USAGE))
                        .orElse(planned.input()),
                answer.usage()
                        .map(usage -> new TokenCount(usage.completionTokens(), TokenSource.USAGE))
                        .orElseGet(() -> counted(answer.events())),
                answer.usage().map(Usage::cachedTokens).orElse(OptionalInt.empty()),
                answer.firstTextTokens(),
                answer.events(),
                answer.finishReason(),
                answer.error(),
                answer.serverId(),
                OptionalLong.of(planned.contentHash()),
                OptionalLong.of(planned.promptHash()),
                answer.warnings());
    }

    private static TokenCount counted(Timeline events) {
        int texts = 0;
        for (int i = 0; i < events.size(); i++) {
            texts += events.kind(i).isText() ? 1 : 0;
        }
        return texts == 0 ? TokenCount.NONE : new TokenCount(texts, TokenSource.EVENTS);
    }
}
