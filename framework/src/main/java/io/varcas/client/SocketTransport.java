package io.varcas.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Transport over the JDK's non-blocking sockets, with no more of HTTP/1.1 than a load needs. A request on an open connection is written by
 * the thread that sends it; an answer is stamped, decoded and read where it arrives. A loop serves as many connections as there are.
 *
 * <p>A connection that was idle for four seconds is not used again. A request is never repeated, unless its connection turned out to be
 * closed before the first byte of it was written. It knows no proxies, no redirects and no other protocol.
 */
public final class SocketTransport implements Transport {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final int CORES_PER_LOOP = 4;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final Target target;
    private final LongSupplier clock;
    private final @Nullable SSLContext trust;
    private final RequestHeads heads;
    private final IdleConnections idle = new IdleConnections();
    private final SocketLoop[] loops;
    private final AtomicInteger next = new AtomicInteger();
    private volatile @Nullable InetAddress address;
    private volatile boolean closed;

    private SocketTransport(Target target, LongSupplier clock) {
        this.target = target;
        this.clock = clock;
        this.trust =
                target.base().getScheme().equals("https") || target.trusted().isPresent() ? trust(target) : null;
        this.heads = new RequestHeads(target);
        this.loops = new SocketLoop[Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_PER_LOOP)];
        for (int i = 0; i < loops.length; i++) {
            loops[i] = SocketLoop.start("varcas-transport-" + i, () -> idle.expire(clock.getAsLong()));
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
        return new SocketTransport(target, clock);
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
            connect(exchange);
        }
        return exchange;
    }

    @Override
    public void rehearse(Duration limit) {
        Rehearsal.run(loopback -> open(loopback, clock), limit);
    }

    @Override
    public void close() {
        closed = true;
        for (SocketLoop loop : loops) {
            loop.close();
        }
    }

    private void connect(SocketExchange exchange) {
        SocketLoop loop = loops[Math.floorMod(next.getAndIncrement(), loops.length)];
        SocketChannel channel = null;
        boolean opened;
        try {
            channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            URI base = target.base();
            boolean isTls = base.getScheme().equals("https");
            int port = base.getPort() >= 0 ? base.getPort() : isTls ? HTTPS_PORT : HTTP_PORT;
            TlsLayer tls = trust != null && isTls ? TlsLayer.of(trust, host(), port) : null;
            channel.connect(new InetSocketAddress(address(), port));
            long connectBy = clock.getAsLong() + CONNECT_LIMIT.toNanos();
            opened = new SocketConnection(channel, tls, loop, idle, clock, connectBy, exchange).open();
        } catch (IOException | RuntimeException fault) {
            address = null;
            close(channel);
            opened = loop.execute(() -> exchange.failed(clock.getAsLong(), fault));
        }
        if (!opened) {
            close(channel);
            throw closed();
        }
    }

    /** Looks the host up once, and again after a failure: a look-up takes its time, which the schedule of a load has not. */
    private InetAddress address() throws IOException {
        InetAddress known = address;
        if (known == null) {
            known = InetAddress.getByName(host());
            address = known;
        }
        return known;
    }

    private String host() {
        return target.base().getHost();
    }

    private IllegalStateException closed() {
        return new IllegalStateException("the transport to " + target.base() + " is closed");
    }

    private static SSLContext trust(Target target) {
        return target.trusted().map(TrustedCertificates::context).orElseGet(() -> {
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
