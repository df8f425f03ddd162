package io.varcas.transport;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Sends requests and hands back what arrives; the one place that knows how bytes travel. */
public interface Transport extends AutoCloseable {

    /**
     * Opens a transport of the target's kind; no connection is made before the first request.
     *
     * @param target where the server is
     * @param clock monotonic nanoseconds, such as {@link System#nanoTime}
     * @throws IllegalArgumentException if the target's certificates cannot be read
     */
    static Transport open(Target target, LongSupplier clock) {
        return switch (target.transport()) {
            case SOCKETS -> SocketTransport.open(target, clock);
            case JDK -> JdkTransport.open(target, clock);
        };
    }

    /**
     * Sends a request. Nothing blocks; the listener is called on threads of the transport, for one exchange in order and never by
     * two threads at once, and always ends with exactly one of {@link ExchangeListener#ended} and {@link ExchangeListener#failed}.
     *
     * @param request what to send
     * @param listener hears what arrives
     * @return the exchange, to cancel it with
     * @throws IllegalStateException if the transport is closed
     */
    Exchange send(WireRequest request, ExchangeListener listener);

    /**
     * Returns what broke the transport itself, as running out of memory does; its user cannot trust that every exchange
     * is heard of any more. Faults of a server or of a connection are none.
     */
    default @Nullable Throwable failure() {
        return null;
    }

    /** Closes every connection; exchanges still open end as failed. */
    @Override
    void close();
}
