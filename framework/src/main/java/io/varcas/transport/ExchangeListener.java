package io.varcas.transport;

import java.nio.ByteBuffer;

/**
 * Receives the events of one exchange. Times are {@link System#nanoTime()}, taken on arrival, before anything is
 * parsed.
 */
public interface ExchangeListener {

    /**
     * The status line and the headers arrived.
     *
     * @param nanos when
     * @param status HTTP status
     * @param contentType value of the Content-Type header; empty if absent
     */
    void head(long nanos, int status, String contentType);

    /**
     * A piece of the body arrived, as one read of the socket gave it.
     *
     * @param nanos when
     * @param bytes the piece; valid only during the call
     * @throws RuntimeException to have the connection closed; the exchange fails by it
     */
    void bytes(long nanos, ByteBuffer bytes);

    /**
     * The response ended as HTTP says it should.
     *
     * @param nanos when
     */
    void ended(long nanos);

    /**
     * The exchange broke, was cancelled, or never began.
     *
     * @param nanos when
     * @param cause what broke
     */
    void failed(long nanos, Throwable cause);
}
