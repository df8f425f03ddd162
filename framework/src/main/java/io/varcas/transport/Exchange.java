package io.varcas.transport;

/** A request under way. */
public interface Exchange {

    /** Closes the connection of this exchange, so that the server stops working on it; the listener hears {@code failed}. */
    void cancel();
}
