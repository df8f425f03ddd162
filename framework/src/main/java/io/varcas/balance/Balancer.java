package io.varcas.balance;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.varcas.routing.RoutingPolicy;
import io.varcas.traffic.Seed;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One address in front of replicas of vLLM. Requests go to a replica of the model that they name, by a policy; responses pass piece by
 * piece as they come. A replica that does not respond to {@code /health}, or fails several times in a row, gets none for a while. A
 * request is tried on another replica as long as no byte of a response's body has passed. Its own routes are {@code /health},
 * {@code /metrics} and {@code /v1/models}.
 *
 * <pre>{@code try (Balancer balancer = Balancer.start(BalanceOptions.of(RoutingPolicy.QUEUE_AWARE, replicas), System.err::println)) {
 *   drive(balancer.baseUri()); } }</pre>
 */
public final class Balancer implements AutoCloseable {

    private static final int LARGEST_REQUEST = 64 << 20;
    private static final int BACKLOG = 4096;

    private final EventLoopGroup threads;
    private final Channel listener;
    private final ChannelGroup connections;
    private final Door door;
    private final Pools pools;
    private final ReplicaWatch watch;
    private final BalanceLimits limits;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Balancer(
            EventLoopGroup threads,
            Channel listener,
            ChannelGroup connections,
            Door door,
            Pools pools,
            ReplicaWatch watch,
            BalanceLimits limits) {
        this.threads = threads;
        this.listener = listener;
        this.connections = connections;
        this.door = door;
        this.pools = pools;
        this.watch = watch;
        this.limits = limits;
    }

    /**
     * Starts a balancer; when this returns, every replica has been looked at once, and it responds.
     *
     * @param options how it is to be
     * @param events told of every replica that goes up or down, in one line, on any thread; nothing secret is in it
     * @throws UncheckedIOException if it cannot listen on the port; one line
     */
    public static Balancer start(BalanceOptions options, Consumer<String> events) {
        BalanceLimits limits = options.limits();
        List<Replica> replicas = options.replicas().stream()
                .map(address -> new Replica(address, limits, System::nanoTime))
                .toList();
        Pools pools = new Pools(replicas, options.policy(), Seed.of(options.seed()));
        Door door = new Door(pools, options.policy(), limits);
        EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
                options.threads(), new DefaultThreadFactory("varcas-balancer", true), NioIoHandler.newFactory());
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        ReplicaWatch watch = new ReplicaWatch(pools, limits, events);
        try {
            Channel listener = bind(options, threads, connections, door);
            watch.start(options.policy() == RoutingPolicy.QUEUE_AWARE);
            return new Balancer(threads, listener, connections, door, pools, watch, limits);
        } catch (Exception refused) {
            watch.close();
            var unused = threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new UncheckedIOException(new IOException(
                    "cannot listen on " + options.host() + ":" + options.port() + ": " + FailureText.of(refused),
                    refused));
        }
    }

    private static Channel bind(BalanceOptions options, EventLoopGroup threads, ChannelGroup connections, Door door) {
        return new ServerBootstrap()
                .group(threads)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        connections.add(channel);
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpObjectAggregator(LARGEST_REQUEST))
                                .addLast(new ClientConnection(door));
                    }
                })
                .bind(options.host(), options.port())
                .syncUninterruptibly()
                .channel();
    }

    /** Returns the address on this machine that routes are appended to, such as {@code http://127.0.0.1:40123}. */
    public URI baseUri() {
        InetSocketAddress address = (InetSocketAddress) listener.localAddress();
        boolean everywhere = address.getAddress().isAnyLocalAddress();
        String host = (everywhere ? InetAddress.getLoopbackAddress() : address.getAddress()).getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    /** Returns the replicas, in the order in which they were given, as they are now. */
    public List<ReplicaState> replicas() {
        return pools.replicas().stream().map(ReplicaState::of).toList();
    }

    /**
     * Takes a replica out, or back in. What it has in flight goes on.
     *
     * @param replica its host and port
     * @param out whether it gets no further requests
     * @throws IllegalArgumentException if there is no such replica
     */
    public void drain(String replica, boolean out) {
        pools.replicas().stream()
                .filter(one -> one.address().name().equals(replica))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no replica " + replica))
                .draining(out);
    }

    /** Waits until the balancer is closed. */
    public void awaitClose() throws InterruptedException {
        listener.closeFuture().sync();
    }

    /** Takes no further request, waits for those in flight up to the limit, and frees the port. A second call does nothing. */
    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        listener.close().syncUninterruptibly();
        door.drain(limits.drain());
        watch.close();
        connections.close().awaitUninterruptibly();
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
