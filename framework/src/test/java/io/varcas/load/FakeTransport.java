package io.varcas.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.varcas.client.Chunks;
import io.varcas.transport.Exchange;
import io.varcas.transport.ExchangeListener;
import io.varcas.transport.Transport;
import io.varcas.transport.WireRequest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.LinkedBlockingQueue;

/** Answers every request after a fixed time, on a fake clock: first text after a third of it, the end after all of it. */
final class FakeTransport implements Transport {

    private final FakeClock clock;
    private final long answerNanos;
    private final List<WireRequest> sent = new ArrayList<>();
    private long stallNanos;
    private int stallAt = -1;
    private int inFlight;
    private int mostInFlight;
    private final BlockingQueue<Rehearsal> rehearsals = new LinkedBlockingQueue<>();

    /** A rehearsal asked for: by which thread, how long it may take, and when. */
    record Rehearsal(Thread by, Duration limit, long nanos) {}

    FakeTransport(FakeClock clock, long answerNanos) {
        this.clock = clock;
        this.answerNanos = answerNanos;
    }

    /** Makes the sending of one request take long, as a client that is held up does. */
    FakeTransport stallAt(int request, long nanos) {
        stallAt = request;
        stallNanos = nanos;
        return this;
    }

    List<WireRequest> sent() {
        return sent;
    }

    /** Rehearsals asked for, also by other threads than the load's. */
    BlockingQueue<Rehearsal> rehearsals() {
        return rehearsals;
    }

    int mostInFlight() {
        return mostInFlight;
    }

    @Override
    public Exchange send(WireRequest request, ExchangeListener listener) {
        if (sent.size() == stallAt) {
            clock.pass(stallNanos);
        }
        sent.add(request);
        inFlight++;
        mostInFlight = Math.max(mostInFlight, inFlight);
        boolean[] over = {false};
        clock.after(answerNanos / 3, () -> {
            if (!over[0]) {
                listener.head(clock.nanos(), 200, "text/event-stream");
                listener.bytes(clock.nanos(), bytes(Chunks.content("one")));
            }
        });
        clock.after(answerNanos, () -> {
            if (!over[0]) {
                over[0] = true;
                inFlight--;
                listener.bytes(
                        clock.nanos(),
                        bytes(Chunks.content("two") + Chunks.finish() + Chunks.usage(5, 2) + Chunks.DONE));
                listener.ended(clock.nanos());
            }
        });
        return () -> {
            if (!over[0]) {
                over[0] = true;
                inFlight--;
                listener.failed(clock.nanos(), new CancellationException());
            }
        };
    }

    void rehearse(Duration limit) {
        rehearsals.add(new Rehearsal(Thread.currentThread(), limit, clock.nanos()));
    }

    @Override
    public void close() {}

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    /** Returns a transport that refuses every request, as one that was closed does. */
    static Transport closed() {
        Transport closed = mock();
        when(closed.send(any(), any())).thenThrow(new IllegalStateException("closed"));
        return closed;
    }
}
