package io.varcas.simulator;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One connection: hands its requests on one after the other, notices when the client goes away, and closes itself when it was idle
 * for too long.
 */
final class Connection extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final int BAD_REQUEST = 400;

    private final Routes routes;
    private final Duration keepAlive;
    private final HttpDate date;
    private final Deque<FullHttpRequest> waiting = new ArrayDeque<>();
    private @Nullable Exchange current;
    private @Nullable ScheduledFuture<?> idleClose;

    Connection(Routes routes, Duration keepAlive, HttpDate date) {
        this.routes = routes;
        this.keepAlive = keepAlive;
        this.date = date;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        idle(context);
        context.fireChannelActive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        if (current != null) {
            waiting.add(request.retain());
        } else {
            serve(context, request);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        waiting.forEach(FullHttpRequest::release);
        waiting.clear();
        if (idleClose != null) {
            idleClose.cancel(false);
        }
        if (current != null) {
            current.disconnected();
        }
        context.fireChannelInactive();
    }

    /** A broken connection concerns nobody but its client. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close(context);
    }

    private void serve(ChannelHandlerContext context, FullHttpRequest request) {
        if (idleClose != null) {
            idleClose.cancel(false);
        }
        Exchange exchange = new Exchange(context, request, date, () -> ended(context));
        current = exchange;
        if (request.decoderResult().isFailure()) {
            byte[] refusal = "Invalid HTTP request received.".getBytes(StandardCharsets.US_ASCII);
            exchange.reply(BAD_REQUEST, "text/plain; charset=utf-8", refusal);
        } else {
            routes.answer(exchange);
        }
    }

    private void ended(ChannelHandlerContext context) {
        boolean close = current == null || !current.keepsAlive();
        current = null;
        if (close) {
            var unused = context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
            return;
        }
        FullHttpRequest next = waiting.poll();
        if (next == null) {
            idle(context);
            return;
        }
        try {
            serve(context, next);
        } finally {
            next.release();
        }
    }

    private void idle(ChannelHandlerContext context) {
        idleClose = context.executor().schedule(() -> close(context), keepAlive.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static void close(ChannelHandlerContext context) {
        var unused = context.close();
    }
}
