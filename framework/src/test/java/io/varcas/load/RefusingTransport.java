package io.varcas.load;

import io.varcas.client.Exchange;
import io.varcas.client.ExchangeListener;
import io.varcas.client.Transport;
import io.varcas.client.WireRequest;

/** Sends nothing, as a transport that was closed. */
final class RefusingTransport implements Transport {

    @Override
    public Exchange send(WireRequest request, ExchangeListener listener) {
        throw new IllegalStateException("closed");
    }

    @Override
    public void close() {}
}
