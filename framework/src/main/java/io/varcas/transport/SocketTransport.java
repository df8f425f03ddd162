package io.varcas.transport;

import io.varcas.transport.tls.TlsLayer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Transport over the JDK's non-blocking sockets, with no more of HTTP/1.1 than a load needs. A request on an open
 * connection is written by the thread that sends it; a response is stamped, decoded and read where it arrives. A loop
 * serves as many connections as there are.
 *
 * <p>A connection that was idle for four seconds is not used again. A request is never repeated, unless its connection
 * turned out to be closed before the first byte of it was written. It knows no proxies, no redirects and no other
 * protocol; besides TCP, it travels through Unix-domain sockets.
 */
public final class SocketTransport implements Transport {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final int CORES_PER_LOOP = 4;

    /**
     * Connections that a loop gets in turn where there are not cores for two. Fewer are read best by one, which wakes up for many at a
     * time; of more, one that is kept from its core for 20 ms delays too many, and catches up late.
     */
    private static final int CROWD = 1_000;

    private final Target target;
    private final LongSupplier clock;
    private final @Nullable SSLContext trust;
    private final Dialer dialer;
    private final RequestHeads heads;
    private final IdleConnections idle = new IdleConnections();
    private final SocketLoop[] loops;
    private final int connectionsInTurn;
    private final Breakage breakage = new Breakage();
    private final AtomicInteger next = new AtomicInteger();
    private volatile boolean closed;

    private SocketTransport(Target target, LongSupplier clock, Dialer dialer) {
        this.target = target;
        this.clock = clock;
        this.trust = target.isEncrypted() ? trust(target) : null;
        this.dialer = dialer;
        this.heads = new RequestHeads(target);
        int cores = Runtime.getRuntime().availableProcessors();
        this.connectionsInTurn = cores < 2 * CORES_PER_LOOP ? CROWD : 1;
        this.loops = new SocketLoop[Math.max(2, cores / CORES_PER_LOOP)];
        for (int i = 0; i < loops.length; i++) {
            loops[i] = SocketLoop.start("varcas-transport-" + i, () -> idle.expire(clock.getAsLong()), breakage);
        }
    }

    /**
     * Opens a transport to a target; no connection is made before the first request.
     *
     * @param target where the server is
     * @param clock monotonic nanoseconds, such as {@link System#nanoTime}
     * @throws IllegalArgumentException if the target's certificates cannot be read
     */
    public static SocketTransport open(Target target, LongSupplier clock) {
        return open(target, clock, new Dialer(target));
    }

    /** Opens a transport whose connections are begun by a dialer of the caller's. */
    static SocketTransport open(Target target, LongSupplier clock, Dialer dialer) {
        return new SocketTransport(target, clock, dialer);
    }

    @Override
    public Exchange send(WireRequest request, ExchangeListener listener) {
        if (closed) {
            throw closed();
        }
        SocketExchange exchange = new SocketExchange(listener, heads.of(request), request.body());
        SocketConnection connection = idle.take(clock.getAsLong());
        while (connection != null && !connection.begin(exchange)) {
            connection = idle.take(clock.getAsLong());
        }
        if (connection == null) {
            connect(exchange, 1);
        }
        return exchange;
    }

    @Override
    public @Nullable Throwable failure() {
        return breakage.first();
    }

    @Override
    public void close() {
        closed = true;
        for (SocketLoop loop : loops) {
            loop.close();
        }
    }

    /**
     * Begins a connection for an exchange.
     *
     * @param attempt of this exchange, from 1: it is given up once every address of the host was tried
     */
    private void connect(SocketExchange exchange, int attempt) {
        SocketLoop loop = loops[Math.floorMod(next.getAndIncrement() / connectionsInTurn, loops.length)];
        SocketChannel channel = null;
        boolean opened;
        try {
            channel = dialer.dial();
            TlsLayer tls = trust == null ? null : TlsLayer.of(trust, target.host(), target.port());
            InetAddress address = dialed(channel);
            SocketConnection.Detour detour = () -> {
                dialer.giveUp(address);
                if (attempt >= dialer.choices() || closed || exchange.isCancelled()) {
                    return false;
                }
                try {
                    connect(exchange, attempt + 1);
                    return true;
                } catch (IllegalStateException closedMeanwhile) {
                    return false;
                }
            };
            long connectBy = clock.getAsLong() + CONNECT_LIMIT.toNanos();
            opened =
                    new SocketConnection(channel, tls, loop, idle, clock, connectBy, breakage, detour, exchange).open();
        } catch (IOException | RuntimeException fault) {
            close(channel);
            opened = loop.execute(() -> exchange.failed(clock.getAsLong(), fault, breakage));
        }
        if (!opened) {
            close(channel);
            throw closed();
        }
    }

    private static @Nullable InetAddress dialed(SocketChannel channel) throws IOException {
        return channel.getRemoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
    }

    private IllegalStateException closed() {
        return new IllegalStateException("the transport to " + target.base() + " is closed");
    }

    private static SSLContext trust(Target target) {
        return target.tls().context().orElseGet(() -> {
            try {
                return SSLContext.getDefault();
            } catch (NoSuchAlgorithmException missing) {
                throw new UncheckedIOException(new IOException("this JVM has no TLS", missing));
            }
        });
    }

    private static void close(@Nullable SocketChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException broken) {
                // then it is closed all the more
            }
        }
    }
}
