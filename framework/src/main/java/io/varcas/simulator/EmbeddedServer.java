package io.varcas.simulator;

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
import io.varcas.engine.EngineCounters;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A simulated vLLM on a port of this machine: its routes, its streams, its metrics and its errors, at the times of a
 * simulated engine.
 *
 * <pre>{@code try (EmbeddedServer server = EmbeddedServer.start(ServeOptions.builder().build())) {
 *   drive(server.baseUri()); } }</pre>
 *
 * <p>No response can be mistaken for a real server's: each has the header {@value #SIMULATED_HEADER}, the version is
 * {@value #VERSION}, and streams carry a fingerprint that says so.
 */
public final class EmbeddedServer implements AutoCloseable {

    /** Version it gives: that of the vLLM it looks like, and that it is none. */
    public static final String VERSION = "0.32.0+varcas.simulated";

    /** Version it gives if it has responses of its own, so that its outputs are not all random words. */
    public static final String ANSWERING = VERSION + ".answers";

    /** Header of every response; its value is {@code true}. */
    public static final String SIMULATED_HEADER = "x-varcas-simulated";

    static final String SERVER_HEADER = "varcas-simulated";

    private static final int LARGEST_REQUEST = 64 << 20;
    private static final int BACKLOG = 4096;

    private final EventLoopGroup threads;
    private final EngineFleet fleet;
    private final Channel listener;
    private final ChannelGroup connections;
    private final String simulates;
    private final Optional<SpanExporter> spans;

    private EmbeddedServer(
            EventLoopGroup threads,
            EngineFleet fleet,
            Channel listener,
            ChannelGroup connections,
            String simulates,
            Optional<SpanExporter> spans) {
        this.threads = threads;
        this.fleet = fleet;
        this.listener = listener;
        this.connections = connections;
        this.simulates = simulates;
        this.spans = spans;
    }

    /**
     * Starts a server; when this returns, it responses.
     *
     * @param options how it is to be
     * @throws UncheckedIOException if it cannot listen on the port; one line
     */
    public static EmbeddedServer start(ServeOptions options) {
        return start(options, problem -> {});
    }

    /**
     * Starts a server; when this returns, it responses.
     *
     * @param options how it is to be
     * @param problems told, on a thread of the server, of what makes it another server than it is meant to be; one line
     * @throws UncheckedIOException if it cannot listen on the port; one line
     */
    public static EmbeddedServer start(ServeOptions options, Consumer<String> problems) {
        EventLoopGroup threads = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("varcas-server", true), NioIoHandler.newFactory());
        EngineFleet fleet = new EngineFleet(options, threads.next());
        ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        Optional<SpanExporter> spans = options.spans().map(SpanExporter::new);
        Routes routes = routes(options, fleet, spans);
        HttpDate date = new HttpDate();
        try {
            Channel listener = new ServerBootstrap()
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
                                    .addLast(new Connection(routes, options.keepAlive(), date));
                        }
                    })
                    .bind(options.host(), options.port())
                    .syncUninterruptibly()
                    .channel();
            listener.pipeline().addLast(new AcceptFailures(problems));
            return new EmbeddedServer(
                    threads, fleet, listener, connections, options.engine().description(), spans);
        } catch (Exception refused) {
            spans.ifPresent(SpanExporter::close);
            fleet.close();
            var unused = threads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new UncheckedIOException(new IOException(
                    "cannot listen on " + options.host() + ":" + options.port() + ": " + FailureText.of(refused),
                    refused));
        }
    }

    /** Returns the address on this machine that routes are appended to, such as {@code http://127.0.0.1:40123}. */
    public URI baseUri() {
        InetSocketAddress address = (InetSocketAddress) listener.localAddress();
        boolean everywhere = address.getAddress().isAnyLocalAddress();
        String host = (everywhere ? InetAddress.getLoopbackAddress() : address.getAddress()).getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
    }

    /** Describes the simulated hardware in one line. */
    public String simulates() {
        return simulates;
    }

    /** Returns the gauges and counters of the first engine, mostly the only one, as of its last step. */
    public EngineCounters counters() {
        return fleet.counters().get(0);
    }

    /** Waits until the server is closed. */
    public void awaitClose() throws InterruptedException {
        listener.closeFuture().sync();
    }

    /** Closes every connection and frees the port; responses not complete are cut off. */
    @Override
    public void close() {
        spans.ifPresent(SpanExporter::close);
        try {
            listener.close().syncUninterruptibly();
            fleet.close();
            connections.close().awaitUninterruptibly();
        } catch (RejectedExecutionException ended) {
            // Its thread has died of a lack of memory, and its connections with it.
        }
        threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Returns whether a version is that of an embedded simulator. */
    public static boolean isVersion(String version) {
        return version.equals(VERSION) || version.equals(ANSWERING);
    }

    private static Routes routes(ServeOptions options, EngineFleet fleet, Optional<SpanExporter> spans) {
        ServerCounts counts = new ServerCounts();
        int maxModelLen = options.engine().limits().maxModelLen();
        GenerationReader reader = new GenerationReader(options.served(), maxModelLen);
        GenerationRoute generation = new GenerationRoute(options, fleet, counts, reader, spans);
        ModelRoutes model = new ModelRoutes(options.served(), maxModelLen, reader);
        MetricsRoute metrics = new MetricsRoute(options, fleet, counts);
        String version = options.answers() == GivenOutputs.NONE ? VERSION : ANSWERING;
        return new Routes(options.apiKey())
                .add("POST", "/v1/chat/completions", generation::chat)
                .add("POST", "/v1/completions", generation::completions)
                .add("GET", "/v1/models", model::list)
                .add("POST", "/tokenize", model::tokenize)
                .add("POST", "/detokenize", model::detokenize)
                .add("GET", "/metrics", metrics::answer)
                .add("GET", "/metrics/", metrics::answer)
                .add("GET", "/version", exchange -> json(exchange, "{\"version\":\"" + version + "\"}"))
                .add("GET", "/server_info", new ServerInfoRoute(options, version)::answer)
                .add("GET", "/load", exchange -> json(exchange, "{\"server_load\":" + counts.inFlight() + "}"))
                .add("GET", "/health", exchange -> health(exchange, fleet))
                .add("GET", "/ping", exchange -> health(exchange, fleet))
                .add("POST", "/ping", exchange -> health(exchange, fleet));
    }

    private static void json(Exchange exchange, String json) {
        exchange.json(200, json.getBytes(StandardCharsets.UTF_8));
    }

    private static void health(Exchange exchange, EngineFleet fleet) {
        exchange.reply(fleet.failure().isPresent() ? 503 : 200, "", new byte[0]);
    }
}
