package io.varcas.client;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One exchange over a {@link SocketConnection}: what is still to be written, and who hears of the answer. */
final class SocketExchange implements Exchange {

    private final ExchangeListener listener;
    private final ByteBuffer[] request;
    private volatile @Nullable SocketConnection carrier;

    SocketExchange(ExchangeListener listener, ByteBuffer head, byte[] body) {
        this.listener = listener;
        this.request = new ByteBuffer[] {head, ByteBuffer.wrap(body)};
    }

    /** Head and body; what has been written is behind their positions. */
    ByteBuffer[] request() {
        return request;
    }

    boolean isSent() {
        return !request[0].hasRemaining() && !request[1].hasRemaining();
    }

    boolean isUntouched() {
        return request[0].position() == 0;
    }

    void carriedBy(SocketConnection connection) {
        carrier = connection;
    }

    @Override
    public void cancel() {
        SocketConnection connection = carrier;
        if (connection != null) {
            connection.cancel(this);
        }
    }

    ExchangeListener listener() {
        return listener;
    }

    void ended(long nanos) {
        last(() -> listener.ended(nanos));
    }

    void failed(long nanos, Throwable cause) {
        last(() -> listener.failed(nanos, cause));
    }

    /** What the last call throws is a fault of the listener's alone; its connection may serve another by now. */
    private static void last(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException fault) {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
        }
    }
}
