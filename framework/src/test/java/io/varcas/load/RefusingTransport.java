package io.varcas.load;

import io.varcas.transport.Exchange;
import io.varcas.transport.ExchangeListener;
import io.varcas.transport.Transport;
import io.varcas.transport.WireRequest;

/** Sends nothing, as a transport that was closed. */
final class RefusingTransport implements Transport {

    @Override
    public Exchange send(WireRequest request, ExchangeListener listener) {
        throw new IllegalStateException("closed");
    }

    @Override
    public void close() {}
}
