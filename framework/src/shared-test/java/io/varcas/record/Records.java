package io.varcas.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/** Makes records for tests; times in milliseconds. */
public final class Records {

    private static final long MS = 1_000_000;

    private Records() {}

    /** A completed request whose text events arrive at the given times. */
    public static RequestRecord completed(long index, long due, long sent, int output, long closed, long... texts) {
        Timeline events = new Timeline(texts.length + 2);
        events.add(texts[0] * MS, EventKind.ROLE);
        for (long text : texts) {
            events.add(text * MS, EventKind.CONTENT);
        }
        events.add(texts[texts.length - 1] * MS, EventKind.USAGE);
        return record(index, due, OptionalLong.of(sent), closed, Outcome.COMPLETED, output, events);
    }

    /** A request without a single event. */
    public static RequestRecord ended(long index, long due, long closed, Outcome outcome) {
        return record(index, due, OptionalLong.of(due), closed, outcome, 0, new Timeline(0));
    }

    /** A request that was never sent. */
    public static RequestRecord unsent(long index, long due, long closed) {
        return record(index, due, OptionalLong.empty(), closed, Outcome.CANCELLED, 0, new Timeline(0));
    }

    /** A request of 64 tokens asked for; its first byte is its first event. */
    public static RequestRecord record(
            long index, long due, OptionalLong sent, long closed, Outcome outcome, int output, Timeline events) {
        boolean completed = outcome == Outcome.COMPLETED;
        RequestRecordBuilder request = RequestRecord.builder()
                .index(index)
                .intendedNanos(due * MS)
                .closedNanos(closed * MS)
                .outcome(outcome)
                .askedTokens(64)
                .input(new TokenCount(16, completed ? TokenSource.USAGE : TokenSource.ESTIMATE))
                .output(new TokenCount(output, completed ? TokenSource.USAGE : TokenSource.EVENTS))
                .events(events)
                .finishReason(completed ? Optional.of("length") : Optional.empty())
                .error(completed ? Optional.empty() : Optional.of("HTTP 500: boom"));
        if (sent.isPresent()) {
            request.sentNanos(OptionalLong.of(sent.getAsLong() * MS)).status(OptionalInt.of(completed ? 200 : 500));
        }
        if (events.size() > 0) {
            request.firstByteNanos(OptionalLong.of(events.nanos(0)));
        }
        return request.build();
    }

    /** A completed request that a cap on those in flight held back until it was ready. */
    public static RequestRecord heldBack(long index, long due, long ready, long sent, long closed) {
        return completed(index, due, sent, 64, closed, closed - 20, closed - 10).toBuilder()
                .readyNanos(OptionalLong.of(ready * MS))
                .build();
    }

    /** Many requests of every kind, due over some milliseconds. */
    public static List<RequestRecord> random(RandomGenerator random, int count, long milliseconds) {
        List<RequestRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long due = random.nextLong(milliseconds);
            long sent = due + (random.nextInt(10) == 0 ? random.nextLong(40) : 0);
            double kind = random.nextDouble();
            if (kind < 0.05) {
                records.add(ended(i, due, due + random.nextLong(1, 900), Outcome.HTTP_ERROR));
            } else if (kind < 0.08) {
                records.add(ended(i, due, due + 2000, Outcome.TIMEOUT));
            } else if (kind < 0.10) {
                records.add(ended(i, due, due + 3000, Outcome.CANCELLED));
            } else if (kind < 0.11) {
                records.add(unsent(i, due, due + 100));
            } else {
                int events = random.nextInt(1, 40);
                long[] texts = new long[events];
                long at = sent + random.nextLong(5, 400);
                for (int k = 0; k < events; k++) {
                    texts[k] = at;
                    at += random.nextLong(0, 30);
                }
                records.add(completed(i, due, sent, events + random.nextInt(3), at, texts));
            }
        }
        return records;
    }
}
