package io.varcas.client;

import io.varcas.transport.ExchangeListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Collects a whole response into a future. */
final class ReplyReader implements ExchangeListener {

    private static final int LONGEST_REPLY = 64 << 20;

    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final BodyBuffer body = new BodyBuffer(LONGEST_REPLY);
    private int status;
    private String type = "";

    CompletableFuture<Reply> reply() {
        return reply;
    }

    @Override
    public void head(long nanos, int code, String contentType) {
        status = code;
        type = contentType;
    }

    @Override
    public void bytes(long nanos, ByteBuffer bytes) {
        body.add(bytes);
    }

    @Override
    public void ended(long nanos) {
        reply.complete(new Reply(status, type, new String(body.bytes(), 0, body.size(), StandardCharsets.UTF_8)));
    }

    @Override
    public void failed(long nanos, Throwable cause) {
        reply.completeExceptionally(cause);
    }
}
