package io.varcas.balance;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import io.varcas.routing.RouteKey;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a replica, and the response on its way back, piece by piece as it comes. Until the first byte of a body
 * has passed, another replica can be tried; after it, a failure cuts the response off. For the event loop of the client alone.
 */
final class Relay {

    private final ClientConnection client;
    private final Upstreams upstreams;
    private final FullHttpRequest request;
    private final ModelPool pool;
    private final RouteKey key;
    private final BalanceLimits limits;
    private final Set<Replica> tried = new HashSet<>();

    private @Nullable Replica replica;
    private @Nullable Channel upstream;
    private boolean reused;
    private boolean responding;
    private @Nullable HttpResponse head;
    private boolean started;
    private boolean ended;
    private long lastNanos;
    private @Nullable ScheduledFuture<?> watchdog;

    /**
     * Makes a relay.
     *
     * @param request is released when the relay ends
     */
    Relay(
            ClientConnection client,
            Upstreams upstreams,
            FullHttpRequest request,
            ModelPool pool,
            RouteKey key,
            BalanceLimits limits) {
        this.client = client;
        this.upstreams = upstreams;
        this.request = request;
        this.pool = pool;
        this.key = key;
        this.limits = limits;
    }

    /** Sends the request to the replica that the policy picks; responds itself if there is none. */
    void start() {
        Optional<Replica> picked = pool.pick(key, tried);
        if (picked.isEmpty()) {
            String why = tried.isEmpty() ? "no replica of this model is up" : "no other replica of this model is up";
            reply(Replies.unavailable(why, pool.retryAfter()));
            return;
        }
        replica = picked.get();
        Channel open = upstreams.idle(picked.get());
        if (open != null) {
            reused = true;
            send(open);
        } else {
            connect(picked.get());
        }
    }

    private void connect(Replica to) {
        reused = false;
        var unused = upstreams.connect(to).addListener((ChannelFutureListener) this::connected);
    }

    private void connected(ChannelFuture done) {
        if (ended) {
            var unused = done.channel().close();
        } else if (done.isSuccess()) {
            send(done.channel());
        } else {
            broke(done.cause());
        }
    }

    private void send(Channel channel) {
        upstream = channel;
        responding = false;
        handler(channel).serve(this);
        lastNanos = System.nanoTime();
        watch(limits.firstByte());
        var unused = channel.writeAndFlush(
                ForwardedHeaders.request(request, replica().address()));
    }

    /** Takes the head of a response, and holds it until something of the body is there. */
    void head(HttpResponse response) {
        responding = true;
        RequestEnd meant = RequestEnd.ofStatus(response.status().code());
        if (meant != RequestEnd.COMPLETED && canRetry()) {
            retry(meant);
        } else {
            head = response;
        }
    }

    /** Passes a piece of the body on. */
    void content(HttpContent piece) {
        lastNanos = System.nanoTime();
        boolean last = piece instanceof LastHttpContent;
        if (!started && (piece.content().isReadable() || last)) {
            started = true;
            client.write(ForwardedHeaders.response(head(), replica().address()));
        }
        if (started) {
            client.write(piece.retain());
        }
        if (last) {
            boolean keepAlive = HttpUtil.isKeepAlive(request);
            boolean reusable = HttpUtil.isKeepAlive(head());
            Channel done = detach();
            if (reusable) {
                upstreams.release(replica(), done);
            } else {
                var unused = done.close();
            }
            end(RequestEnd.ofStatus(head().status().code()));
            client.flush();
            client.responded(keepAlive);
        }
    }

    /** Sends what has been passed on; a client that reads slowly slows the replica down. */
    void flush() {
        client.flush();
        if (upstream != null && !client.isWritable()) {
            upstream.config().setAutoRead(false);
        }
    }

    /** Reads on after the client has caught up. */
    void resume() {
        if (upstream != null) {
            upstream.config().setAutoRead(true);
        }
    }

    /** Goes on after the connection has failed: with a new one, with another replica, or with the end of the response. */
    void broke(Throwable cause) {
        if (ended) {
            return;
        }
        drop();
        if (reused && !responding) { // it had been closed while it was idle, which is no fault of the replica
            connect(replica());
        } else if (started) {
            end(RequestEnd.LOST);
            client.cut();
        } else if (canRetry()) {
            retry(RequestEnd.FAILED);
        } else {
            end(RequestEnd.FAILED);
            respond(Replies.error(
                    HttpResponseStatus.BAD_GATEWAY,
                    "replica " + replica().address().name() + " broke off"));
        }
    }

    /** Ends the request on the replica, since nobody waits for it. */
    void clientGone() {
        if (!ended) {
            drop();
            end(RequestEnd.CANCELLED);
        }
    }

    private boolean canRetry() {
        if (started || tried.size() >= limits.retries()) {
            return false;
        }
        Set<Replica> besides = new HashSet<>(tried);
        besides.add(replica());
        return pool.hasOther(besides);
    }

    private void retry(RequestEnd why) {
        Replica left = replica();
        drop();
        left.end(why);
        left.retriedElsewhere();
        tried.add(left);
        start();
    }

    private void reply(FullHttpResponse response) {
        finish();
        respond(response);
    }

    private void respond(FullHttpResponse response) {
        client.write(response);
        client.flush();
        client.responded(HttpUtil.isKeepAlive(request));
    }

    private void end(RequestEnd how) {
        replica().end(how);
        finish();
    }

    private void finish() {
        ended = true;
        stopWatching();
        request.release();
    }

    private void drop() {
        if (upstream != null) {
            var unused = detach().close();
        }
        stopWatching();
    }

    private Channel detach() {
        Channel left = upstream();
        handler(left).serve(null);
        left.config().setAutoRead(true);
        upstream = null;
        return left;
    }

    private void watch(Duration limit) {
        watchdog = client.loop().schedule(this::lookAtClock, limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void lookAtClock() {
        Duration limit = started ? limits.silence() : limits.firstByte();
        Duration silent = Duration.ofNanos(System.nanoTime() - lastNanos);
        boolean slowClient = started && !client.isWritable();
        if (silent.compareTo(limit) < 0 || slowClient) {
            watch(slowClient ? limit : limit.minus(silent));
        } else if (started) {
            broke(new IOException("the replica fell silent"));
        } else {
            drop();
            end(RequestEnd.FAILED);
            respond(Replies.error(
                    HttpResponseStatus.GATEWAY_TIMEOUT,
                    "no byte of a response from replica " + replica().address().name() + " within " + limit.toSeconds()
                            + " s"));
        }
    }

    private void stopWatching() {
        if (watchdog != null) {
            watchdog.cancel(false);
            watchdog = null;
        }
    }

    private Replica replica() {
        return Objects.requireNonNull(replica);
    }

    private Channel upstream() {
        return Objects.requireNonNull(upstream);
    }

    private HttpResponse head() {
        return Objects.requireNonNull(head);
    }

    private static UpstreamHandler handler(Channel channel) {
        return channel.pipeline().get(UpstreamHandler.class);
    }
}
