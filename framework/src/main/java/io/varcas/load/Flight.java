package io.varcas.load;

import io.varcas.client.Asked;
import io.varcas.client.Response;
import io.varcas.client.ResponseObserver;
import io.varcas.client.ResponseReader;
import io.varcas.client.Usage;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.record.RequestRecordBuilder;
import io.varcas.record.Timeline;
import io.varcas.record.TokenCount;
import io.varcas.record.TokenSource;
import io.varcas.request.PlannedRequest;
import io.varcas.transport.Exchange;
import java.util.Optional;
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
        return of(planned)
                .phase(phase)
                .intendedNanos(dueNanos)
                .readyNanos(readyNanos)
                .closedNanos(nowNanos)
                .outcome(Outcome.CANCELLED)
                .error(Optional.of(RequestRecord.NOT_SENT))
                .build();
    }

    private static RequestRecordBuilder of(PlannedRequest planned) {
        return RequestRecord.builder()
                .index(planned.index())
                .part(planned.part())
                .askedTokens(planned.outputTokens())
                .input(planned.input())
                .contentHash(OptionalLong.of(planned.contentHash()))
                .promptHash(OptionalLong.of(planned.promptHash()));
    }

    private RequestRecord record(Response answer) {
        RequestRecordBuilder request = of(planned)
                .phase(phase)
                .user(user)
                .intendedNanos(dueNanos)
                .readyNanos(readyNanos)
                .sentNanos(OptionalLong.of(sentNanos))
                .firstByteNanos(answer.firstByteNanos())
                .closedNanos(answer.closedNanos())
                .outcome(answer.outcome())
                .status(answer.status())
                .firstTextTokens(answer.firstTextTokens())
                .events(answer.events())
                .finishReason(answer.finishReason())
                .error(answer.error())
                .serverId(answer.serverId())
                .serverTimes(answer.serverTimes())
                .warnings(answer.warnings());
        Optional<Usage> usage = answer.usage();
        if (usage.isEmpty()) {
            return request.output(counted(answer.events())).build();
        }
        return request.input(new TokenCount(usage.get().promptTokens(), TokenSource.USAGE))
                .output(new TokenCount(usage.get().completionTokens(), TokenSource.USAGE))
                .cachedTokens(usage.get().cachedTokens())
                .build();
    }

    private static TokenCount counted(Timeline events) {
        int texts = 0;
        for (int i = 0; i < events.size(); i++) {
            texts += events.kind(i).isText() ? 1 : 0;
        }
        return texts == 0 ? TokenCount.NONE : new TokenCount(texts, TokenSource.EVENTS);
    }
}
