package io.varcas.simulator;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** Sends events as vLLM does: each in one chunk, {@code data: } before it and an empty line after it. */
final class SseStream implements EventStream {

    static final String CONTENT_TYPE = "text/event-stream; charset=utf-8";
    static final byte[] DONE = "[DONE]".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] DATA = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Exchange exchange;

    SseStream(Exchange exchange) {
        this.exchange = exchange;
    }

    @Override
    public void event(byte[]... parts) {
        int length = DATA.length + END.length;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuf event = exchange.context().alloc().buffer(length).writeBytes(DATA);
        for (byte[] part : parts) {
            event.writeBytes(part);
        }
        exchange.chunk(event.writeBytes(END));
    }

    @Override
    public void done() {
        event(DONE);
        exchange.endStream();
    }
}
