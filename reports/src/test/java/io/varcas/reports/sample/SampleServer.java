package io.varcas.reports.sample;

import io.varcas.record.EventKind;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;
import io.varcas.record.TokenCount;
import io.varcas.record.TokenSource;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Random;

/** A server that slows down with the requests in flight, halts once for a second, and fails a few: answers as records. */
final class SampleServer {

    private static final long MILLI = 1_000_000;

    private final SampleLoad load;
    private final Random chance;
    private final PriorityQueue<Long> ends = new PriorityQueue<>();
    private final long haltNanos;

    SampleServer(SampleLoad load, long seed) {
        this.load = load;
        chance = new Random(seed);
        haltNanos = (long) (load.seconds() * 0.62e9);
    }

    /** Milliseconds until the next request is due. */
    double gapMillis() {
        return -Math.log(1 - chance.nextDouble()) * 1000 / load.rate();
    }

    int inFlight(long nanos) {
        while (!ends.isEmpty() && ends.peek() < nanos) {
            ends.poll();
        }
        return ends.size();
    }

    RequestRecord answer(long index, long due) {
        int flying = inFlight(due);
        long sent = due + (long) (Math.abs(chance.nextGaussian()) * 0.2 * MILLI);
        int prompt = 16 + chance.nextInt(400);
        boolean fails = chance.nextDouble() < load.failureShare();
        if (fails) {
            long closed = sent + 3 * MILLI;
            return record(index, due, sent, closed, prompt, new Timeline(1), Outcome.REJECTED);
        }
        int tokens = Math.max(2, (int) (load.meanTokens() * (0.4 + 1.2 * chance.nextDouble())));
        Timeline events = new Timeline(tokens + 3);
        double first = (28 + 0.08 * prompt + 1.1 * flying) * Math.exp(0.35 * chance.nextGaussian());
        long at = halted(sent + (long) (first * MILLI));
        events.add(at, EventKind.ROLE);
        events.add(at, EventKind.CONTENT);
        double pace = 9 + 0.12 * flying;
        for (int i = 1; i < tokens; i++) {
            double stall = chance.nextDouble() < 0.004 ? 60 * chance.nextDouble() : 0;
            at = halted(at + (long) ((pace * (0.85 + 0.3 * chance.nextDouble()) + stall) * MILLI));
            events.add(at, EventKind.CONTENT);
        }
        events.add(at, EventKind.EMPTY);
        events.add(at, EventKind.USAGE);
        long closed = at + MILLI / 5;
        ends.add(closed);
        return record(index, due, sent, closed, prompt, events, Outcome.COMPLETED);
    }

    private long halted(long nanos) {
        long since = nanos - haltNanos;
        return since >= 0 && since < 1000 * MILLI ? haltNanos + 1000 * MILLI + since / 20 : nanos;
    }

    private static RequestRecord record(
            long index, long due, long sent, long closed, int prompt, Timeline events, Outcome outcome) {
        boolean done = outcome == Outcome.COMPLETED;
        int tokens = Math.max(0, events.size() - 3);
        return RequestRecord.builder()
                .index(index)
                .intendedNanos(due)
                .sentNanos(OptionalLong.of(sent))
                .firstByteNanos(done ? OptionalLong.of(events.nanos(0)) : OptionalLong.empty())
                .closedNanos(closed)
                .outcome(outcome)
                .status(OptionalInt.of(done ? 200 : 503))
                .askedTokens(tokens)
                .input(new TokenCount(prompt, TokenSource.USAGE))
                .output(done ? new TokenCount(tokens, TokenSource.USAGE) : TokenCount.NONE)
                .cachedTokens(OptionalInt.of(0))
                .events(events)
                .finishReason(done ? Optional.of("length") : Optional.empty())
                .error(
                        done
                                ? Optional.empty()
                                : Optional.of("503: the engine is </script><b>overloaded</b> & \"busy\""))
                .serverId(Optional.of("cmpl-" + index))
                .build();
    }
}
