package io.varcas.load;

import io.varcas.transport.Exchange;
import io.varcas.transport.ExchangeListener;
import io.varcas.transport.Transport;
import io.varcas.transport.WireRequest;
import org.jspecify.annotations.Nullable;

/** Sends as another does, and says that it is broken. */
final class FailedTransport implements Transport {

    /** Sends. */
    interface Sender {
        Exchange send(WireRequest request, ExchangeListener listener);
    }

    private final Sender sender;
    private final @Nullable Throwable failure;

    FailedTransport(Transport other, Throwable failure) {
        this(other::send, failure);
    }

    FailedTransport(Sender sender, @Nullable Throwable failure) {
        this.sender = sender;
        this.failure = failure;
    }

    @Override
    public Exchange send(WireRequest request, ExchangeListener listener) {
        return sender.send(request, listener);
    }

    @Override
    public @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public void close() {}
}
