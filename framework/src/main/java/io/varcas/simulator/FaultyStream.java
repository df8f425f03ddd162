package io.varcas.simulator;

import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Sends events with everything wrong that was asked for: first what they say, then how their bytes go out. */
final class FaultyStream implements EventStream {

    static final String TOLD_TO_FAIL = "This is an injected fault of the simulator.";

    private static final byte[] NOT_JSON = "{\"choices\":[{\"delta\":".getBytes(StandardCharsets.US_ASCII);

    private final Exchange exchange;
    private final List<InjectedFault> faults;
    private final String lineEnd;
    private final int joined;
    private final int pieceBytes;
    private final Optional<Duration> pause;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private int events;
    private boolean ended;
    private boolean dripping;

    FaultyStream(Exchange exchange, List<InjectedFault> faults) {
        this.exchange = exchange;
        this.faults = faults;
        lineEnd = find(InjectedFault.Crlf.class).isPresent() ? "\r\n" : "\n";
        joined = find(InjectedFault.Join.class).map(InjectedFault.Join::events).orElse(1);
        pause = find(InjectedFault.Drip.class).map(InjectedFault.Drip::pause);
        pieceBytes = find(InjectedFault.Split.class)
                .map(InjectedFault.Split::bytes)
                .orElse(pause.isPresent() ? 1 : Integer.MAX_VALUE);
    }

    @Override
    public void event(byte[]... parts) {
        if (ended || breaksOff()) {
            return;
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            json.writeBytes(part);
        }
        frame(json.toByteArray());
    }

    @Override
    public void done() {
        if (ended || breaksOff()) {
            return;
        }
        ended = true;
        if (find(InjectedFault.NoDone.class).isEmpty()) {
            frame(SseStream.DONE);
        }
        flush(true);
    }

    /** Checks the faults that are due after so many events. */
    private boolean breaksOff() {
        if (find(InjectedFault.ResetAfter.class)
                .filter(fault -> fault.events() == events)
                .isPresent()) {
            end(exchange::reset);
        } else if (find(InjectedFault.DisconnectAfter.class)
                .filter(fault -> fault.events() == events)
                .isPresent()) {
            end(exchange::disconnect);
        } else if (find(InjectedFault.ErrorAfter.class)
                .filter(fault -> fault.events() == events)
                .isPresent()) {
            frame(RequestFault.internal(500, TOLD_TO_FAIL).body());
            frame(SseStream.DONE);
            ended = true;
            exchange.abandon();
            flush(true);
        } else if (find(InjectedFault.NotJsonAfter.class)
                .filter(fault -> fault.events() == events)
                .isPresent()) {
            frame(NOT_JSON);
        }
        return ended;
    }

    private void end(Runnable how) {
        ended = true;
        flush(false);
        how.run();
    }

    private void frame(byte[] json) {
        events++;
        waiting.writeBytes("data: ".getBytes(StandardCharsets.US_ASCII));
        waiting.writeBytes(json);
        waiting.writeBytes((lineEnd + lineEnd).getBytes(StandardCharsets.US_ASCII));
        if (events % joined == 0) {
            flush(false);
        }
    }

    private void flush(boolean last) {
        byte[] bytes = waiting.toByteArray();
        waiting.reset();
        for (int from = 0; from < bytes.length; from += Math.min(pieceBytes, bytes.length - from)) {
            pieces.add(Arrays.copyOfRange(bytes, from, from + Math.min(pieceBytes, bytes.length - from)));
        }
        if (pause.isEmpty()) {
            pieces.forEach(piece -> exchange.chunk(Unpooled.wrappedBuffer(piece)));
            pieces.clear();
            if (last) {
                exchange.endStream();
            }
        } else if (!dripping) {
            dripping = true;
            drip();
        }
    }

    private void drip() {
        byte[] piece = pieces.poll();
        if (exchange.isOver()) {
            return;
        }
        if (piece == null) {
            dripping = false;
            if (ended) {
                exchange.endStream();
            }
            return;
        }
        exchange.chunk(Unpooled.wrappedBuffer(piece));
        long nanos = pause.orElse(Duration.ZERO).toNanos();
        var unused = exchange.context().executor().schedule(this::drip, nanos, TimeUnit.NANOSECONDS);
    }

    private <F extends InjectedFault> Optional<F> find(Class<F> kind) {
        return faults.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }
}
