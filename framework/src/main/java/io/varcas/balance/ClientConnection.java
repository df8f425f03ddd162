package io.varcas.balance;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A client's connection: one request at a time; a next one that comes early waits for its turn. */
final class ClientConnection extends ChannelInboundHandlerAdapter {

    private final Door door;
    private final Deque<FullHttpRequest> next = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private @Nullable Relay relay;
    private boolean busy;

    ClientConnection(Door door) {
        this.door = door;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext channel, Object message) {
        next.add((FullHttpRequest) message);
        if (busy) {
            channel.channel().config().setAutoRead(false); // no more than it has sent already
        } else {
            takeNext();
        }
    }

    private void takeNext() {
        FullHttpRequest request = next.poll();
        if (request == null) {
            context().channel().config().setAutoRead(true);
            return;
        }
        busy = true;
        door.entered();
        if (request.decoderResult().isFailure()) {
            answer(request, Replies.error(HttpResponseStatus.BAD_REQUEST, "the request is no HTTP that can be read"));
            return;
        }
        Optional<FullHttpResponse> own = door.routes().answer(request);
        if (own.isPresent()) {
            answer(request, own.get());
            return;
        }
        if (door.isClosing()) {
            answer(request, Replies.unavailable("the balancer is being shut down", Duration.ofSeconds(1)));
            return;
        }
        forward(request);
    }

    private void forward(FullHttpRequest request) {
        RequestFacts facts;
        try {
            facts = door.facts(request);
        } catch (IOException malformed) {
            answer(request, Replies.error(HttpResponseStatus.BAD_REQUEST, "the body is not a JSON object"));
            return;
        }
        Optional<ModelPool> pool = door.pool(facts);
        if (pool.isEmpty()) {
            answer(request, door.noPool(facts));
            return;
        }
        relay = new Relay(this, door.upstreams(loop()), request, pool.get(), facts.key(), door.limits());
        relay.start();
    }

    private void answer(FullHttpRequest request, FullHttpResponse response) {
        boolean keep = HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
        request.release();
        write(response);
        flush();
        responded(keep);
    }

    EventLoop loop() {
        return context().channel().eventLoop();
    }

    void write(Object message) {
        var unused = context().write(message);
    }

    void flush() {
        context().flush();
    }

    boolean isWritable() {
        return context().channel().isWritable();
    }

    /** Ends the turn of a request whose response is complete. */
    void responded(boolean keepAlive) {
        relay = null;
        busy = false;
        door.left();
        if (keepAlive && !door.isClosing()) {
            takeNext();
        } else {
            var unused = context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Closes the connection in the middle of a response, which is how its end is told from a complete one. */
    void cut() {
        relay = null;
        busy = false;
        door.left();
        flush();
        var unused = context().close();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext channel) {
        if (channel.channel().isWritable() && relay != null) {
            relay.resume();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext channel) {
        if (relay != null) {
            relay.clientGone();
            relay = null;
        }
        if (busy) {
            busy = false;
            door.left();
        }
        next.forEach(FullHttpRequest::release);
        next.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
        var unused = channel.close();
    }

    private ChannelHandlerContext context() {
        return Objects.requireNonNull(context);
    }
}
