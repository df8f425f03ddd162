package io.varcas.transport;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One exchange over a {@link SocketConnection}: what is still to be written, and who hears of the response. */
final class SocketExchange implements Exchange {

    private final ExchangeListener listener;
    private final ByteBuffer[] request;
    private volatile @Nullable SocketConnection carrier;
    private volatile boolean cancelled;

    SocketExchange(ExchangeListener listener, ByteBuffer head, byte[] body) {
        this.listener = listener;
        this.request = new ByteBuffer[] {head, ByteBuffer.wrap(body)};
    }

    /** Returns the head and body; what has been written is behind their positions. */
    ByteBuffer[] request() {
        return request;
    }

    boolean isSent() {
        return !request[0].hasRemaining() && !request[1].hasRemaining();
    }

    boolean isUntouched() {
        return request[0].position() == 0;
    }

    /** Hands the exchange to a connection; one that was cancelled meanwhile is cancelled there. */
    void carriedBy(SocketConnection connection) {
        carrier = connection;
        if (cancelled) {
            connection.cancel(this);
        }
    }

    boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void cancel() {
        cancelled = true;
        SocketConnection connection = carrier;
        if (connection != null) {
            connection.cancel(this);
        }
    }

    ExchangeListener listener() {
        return listener;
    }

    void ended(long nanos, Breakage breakage) {
        last(() -> listener.ended(nanos), breakage);
    }

    void failed(long nanos, Throwable cause, Breakage breakage) {
        last(() -> listener.failed(nanos, cause), breakage);
    }

    /** What the last call throws is no fault of the connection, which may serve another by now. */
    private static void last(Runnable call, Breakage breakage) {
        try {
            call.run();
        } catch (Throwable fault) {
            breakage.report(fault);
        }
    }
}
