package io.varcas.stages;

import io.varcas.metric.RequestTimes;
import io.varcas.record.EventKind;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.record.ServerTimes;
import io.varcas.record.Timeline;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The stages of one completed request.
 *
 * <p>Client times and server times are joined by durations, never by clocks: the network has what is left of the client's time from the
 * send to the first text when the server's front end, queue and prefill are taken away. The rest is E2E less all stages: the client's
 * time from the first to the last text differs from the server's decode time by the delivery of the chunks, and the server's stages may
 * be longer than what the client saw, as when it counts a token without text.
 *
 * @param e2eNanos from the due time to the last text
 * @param ttftNanos from the due time to the first text; empty if the response was not streamed
 * @param nanos time in each stage, {@link Stage#REST} included: they add up to {@code e2eNanos}
 */
public record RequestStages(long e2eNanos, OptionalLong ttftNanos, Map<Stage, Long> nanos) {

    /** Gaps longer than so many times the request's median gap are stalls. */
    private static final int STALL_FACTOR = 3;

    /** Copies the times. */
    public RequestStages {
        nanos = Map.copyOf(nanos);
    }

    /**
     * Splits the time of a request.
     *
     * @param request its record
     * @param server the times that the server reports of it
     * @return its stages; empty if it did not complete, was not sent or has no text
     */
    public static Optional<RequestStages> of(RequestRecord request, ServerTimes server) {
        RequestTimes times = RequestTimes.of(request.events());
        if (request.outcome() != Outcome.COMPLETED
                || request.sentNanos().isEmpty()
                || times.lastText() == RequestTimes.NONE) {
            return Optional.empty();
        }
        long due = request.intendedNanos();
        long sent = request.sentNanos().getAsLong();
        long held = Math.max(0, Math.min(request.sendableNanos(), sent) - due);
        boolean streamed = times.firstText() != RequestTimes.NONE;
        long beforeFirst = server.frontEndNanos().orElse(0) + server.queueNanos() + server.prefillNanos();
        long network =
                streamed ? times.firstText() - sent - beforeFirst : times.lastText() - sent - server.totalNanos();
        long stall = Math.min(server.decodeNanos(), stall(request.events(), times.textEvents()));
        Map<Stage, Long> nanos = new EnumMap<>(Stage.class);
        nanos.put(Stage.CLIENT_QUEUE, held);
        nanos.put(Stage.CLIENT_LAG, sent - due - held);
        nanos.put(Stage.NETWORK, Math.max(0, network));
        nanos.put(Stage.FRONT_END, server.frontEndNanos().orElse(0));
        nanos.put(Stage.QUEUE, server.queueNanos());
        nanos.put(Stage.PREFILL, server.prefillNanos());
        nanos.put(Stage.DECODE, server.decodeNanos() - stall);
        nanos.put(Stage.STALL, stall);
        long e2e = times.lastText() - due;
        nanos.put(
                Stage.REST,
                e2e - nanos.values().stream().mapToLong(Long::longValue).sum());
        return Optional.of(new RequestStages(
                e2e, streamed ? OptionalLong.of(times.firstText() - due) : OptionalLong.empty(), nanos));
    }

    /** Returns the time in a stage, in nanoseconds. */
    public long nanos(Stage stage) {
        return nanos.getOrDefault(stage, 0L);
    }

    /** Adds up what the gaps between chunks with text that are stalls have beyond the median gap. */
    private static long stall(Timeline events, int texts) {
        if (texts <= 2) {
            return 0;
        }
        long[] gaps = new long[texts - 1];
        int count = 0;
        long last = RequestTimes.NONE;
        for (int i = 0; i < events.size(); i++) {
            EventKind kind = events.kind(i);
            if (kind.isText()) {
                if (last != RequestTimes.NONE) {
                    gaps[count++] = events.nanos(i) - last;
                }
                last = events.nanos(i);
            }
        }
        Arrays.sort(gaps);
        long median = gaps[gaps.length / 2];
        long stalled = 0;
        for (int i = gaps.length - 1; i >= 0 && gaps[i] > STALL_FACTOR * median; i--) {
            stalled += gaps[i] - median;
        }
        return stalled;
    }
}
