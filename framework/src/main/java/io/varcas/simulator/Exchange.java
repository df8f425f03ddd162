package io.varcas.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Optional;

/** One request and its response, on the thread that serves HTTP. */
final class Exchange {

    private final ChannelHandlerContext context;
    private final HttpDate date;
    private final Runnable ended;
    private final String method;
    private final String path;
    private final byte[] body;
    private final HttpHeaders headers;
    private final boolean keepAlive;
    private Runnable onDisconnect = () -> {};
    private Runnable onOver = () -> {};
    private boolean over;

    /**
     * Creates an exchange.
     *
     * @param context the connection
     * @param request the request; read here, and not kept
     * @param date tells the date
     * @param ended runs when the response is complete
     */
    Exchange(ChannelHandlerContext context, FullHttpRequest request, HttpDate date, Runnable ended) {
        this.context = context;
        this.date = date;
        this.ended = ended;
        method = request.method().name();
        path = new QueryStringDecoder(request.uri()).path();
        // The server below vLLM loses the body of a request that asks for an upgrade (uvicorn#2722): so does this one.
        body = request.headers().contains(HttpHeaderNames.UPGRADE)
                ? new byte[0]
                : ByteBufUtil.getBytes(request.content());
        headers = request.headers();
        keepAlive = HttpUtil.isKeepAlive(request);
    }

    String method() {
        return method;
    }

    String path() {
        return path;
    }

    byte[] body() {
        return body;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    boolean keepsAlive() {
        return keepAlive;
    }

    ChannelHandlerContext context() {
        return context;
    }

    /** Sets the reaction to a client that leaves before the response is complete. */
    void onDisconnect(Runnable action) {
        onDisconnect = action;
    }

    /** Sets the reaction to the end of a response, complete or not. */
    void onOver(Runnable action) {
        onOver = action;
    }

    void disconnected() {
        if (!over) {
            over = true;
            abandon();
            onOver.run();
        }
    }

    /** Does what was to be done at a disconnection: nothing more is computed for this response. */
    void abandon() {
        Runnable action = onDisconnect;
        onDisconnect = () -> {};
        action.run();
    }

    /** Returns whether the response is complete, or nobody is there to hear it. */
    boolean isOver() {
        return over;
    }

    void json(int status, byte[] json) {
        reply(status, "application/json", json);
    }

    /** Responses at once. */
    void reply(int status, String contentType, byte[] content, String... extraHeaders) {
        if (over) {
            return;
        }
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(content));
        addHeaders(response, contentType, extraHeaders);
        HttpUtil.setContentLength(response, content.length);
        send(response);
        complete();
    }

    /** Sends the first half of a response and leaves the rest out. */
    void replyHalf(int status, String contentType, byte[] content, String... extraHeaders) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        addHeaders(head, contentType, extraHeaders);
        HttpUtil.setContentLength(head, content.length);
        send(head);
        chunk(Unpooled.wrappedBuffer(content, 0, content.length / 2));
    }

    /** Begins a response whose length is not known. */
    void beginStream(String contentType, String... extraHeaders) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        addHeaders(head, contentType, extraHeaders);
        HttpUtil.setTransferEncodingChunked(head, true);
        send(head);
    }

    /** Sends a piece of a streamed response. */
    void chunk(ByteBuf piece) {
        if (over) {
            piece.release();
        } else {
            send(new DefaultHttpContent(piece));
        }
    }

    /** Ends a streamed response as HTTP says. */
    void endStream() {
        if (!over) {
            send(new DefaultLastHttpContent());
            complete();
        }
    }

    /** Breaks the connection off. */
    void disconnect() {
        disconnected();
        var unused = context.close();
    }

    /** Breaks the connection off with a reset. */
    void reset() {
        if (context.channel() instanceof SocketChannel socket) {
            socket.config().setSoLinger(0);
        }
        disconnect();
    }

    /** What cannot be written is a broken connection, which the connection's handler hears of. */
    private void send(Object message) {
        var unused = context.writeAndFlush(message, context.voidPromise());
    }

    private void complete() {
        over = true;
        onOver.run();
        ended.run();
    }

    private void addHeaders(HttpResponse response, String contentType, String... extraHeaders) {
        HttpHeaders given = response.headers();
        given.set(HttpHeaderNames.DATE, date.now());
        given.set(HttpHeaderNames.SERVER, EmbeddedServer.SERVER_HEADER);
        given.set(EmbeddedServer.SIMULATED_HEADER, "true");
        if (!contentType.isEmpty()) {
            given.set(HttpHeaderNames.CONTENT_TYPE, contentType);
        }
        for (int i = 0; i + 1 < extraHeaders.length; i += 2) {
            given.set(extraHeaders[i], extraHeaders[i + 1]);
        }
        if (!keepAlive) {
            given.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
    }
}
