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

    public static RequestRecord record(
            long index, long due, OptionalLong sent, long closed, Outcome outcome, int output, Timeline events) {
        boolean completed = outcome == Outcome.COMPLETED;
        return new RequestRecord(
                index,
                "",
                -1,
                due * MS,
                sent.isPresent() ? OptionalLong.of(sent.getAsLong() * MS) : sent,
                events.size() == 0 ? OptionalLong.empty() : OptionalLong.of(events.nanos(0)),
                closed * MS,
                outcome,
                sent.isPresent() ? OptionalInt.of(completed ? 200 : 500) : OptionalInt.empty(),
                64,
                new TokenCount(16, completed ? TokenSource.USAGE : TokenSource.ESTIMATE),
                new TokenCount(output, completed ? TokenSource.USAGE : TokenSource.EVENTS),
                OptionalInt.empty(),
                1,
                events,
                completed ? Optional.of("length") : Optional.empty(),
                completed ? Optional.empty() : Optional.of("HTTP 500: boom"),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    /** A request like another, but for what is given. */
    public static RequestRecord like(
            RequestRecord r, int user, TokenCount output, OptionalInt cachedTokens, OptionalLong contentHash) {
        return new RequestRecord(
                r.index(),
                r.part(),
                user,
                r.intendedNanos(),
                r.sentNanos(),
                r.firstByteNanos(),
                r.closedNanos(),
                r.outcome(),
                r.status(),
                r.askedTokens(),
                r.input(),
                output,
                cachedTokens,
                r.firstTextTokens(),
                r.events(),
                r.finishReason(),
                r.error(),
                r.serverId(),
                contentHash,
                r.promptHash());
    }

    /** A completed request that a cap on those in flight held back until it was ready. */
    public static RequestRecord heldBack(long index, long due, long ready, long sent, long closed) {
        RequestRecord r = completed(index, due, sent, 64, closed, closed - 20, closed - 10);
        return new RequestRecord(
                r.index(),
                r.part(),
                r.phase(),
                r.user(),
                r.intendedNanos(),
                OptionalLong.of(ready * MS),
                r.sentNanos(),
                r.firstByteNanos(),
                r.closedNanos(),
                r.outcome(),
                r.status(),
                r.askedTokens(),
                r.input(),
                r.output(),
                r.cachedTokens(),
                r.firstTextTokens(),
                r.events(),
                r.finishReason(),
                r.error(),
                r.serverId(),
                r.contentHash(),
                r.promptHash(),
                List.of());
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
