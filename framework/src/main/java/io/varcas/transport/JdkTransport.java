package io.varcas.transport;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Transport over {@code java.net.http}. Everything runs on the selector threads of its clients: a piece of a response
 * is stamped and read where it arrives, without a hop to another thread.
 *
 * <p>HTTP/1.1 is forced on client and request: the upgrade to h2c that the JDK would otherwise offer makes vLLM's
 * server lose the body of the request (vllm#57203, uvicorn#2722). A connection that was idle for four seconds is not
 * used again, because vLLM closes it after five (vllm#18472). A request is never repeated unseen by its timing.
 */
public final class JdkTransport implements Transport {

    /**
     * Seconds after which an idle connection is closed, as the JDK counts them. vLLM's server closes it after five; used again
     * after four at the latest, it never meets that. The JDK rounds to whole seconds, and after 17 it may look up to three seconds
     * late: measured with 1, a connection is used again after 3.5 s and not after 4.2 s on JDK 25; with 4, after 2.5 s and not after
     * 3.5 s on JDK 17, but still after 6.5 s on JDK 25.
     */
    private static final int KEEP_ALIVE_SECONDS = Runtime.version().feature() <= 17 ? 4 : 1;

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
    private static final int CORES_PER_SELECTOR = 4;

    static {
        // Read once, when the JDK's client is loaded: nothing else can set them.
        setUnlessGiven("jdk.httpclient.keepalive.timeout", Integer.toString(KEEP_ALIVE_SECONDS));
        System.setProperty("jdk.httpclient.enableAllMethodRetry", "false");
        System.setProperty("jdk.httpclient.disableRetryConnect", "true");
        // Where there are one or two processors, CompletableFuture before JDK 23 starts a thread for every asynchronous
        // step, and
        // the client takes one such step per request: measured on JDK 17, two cores, 205 us of CPU per request instead
        // of 72.
        setUnlessGiven(
                "java.util.concurrent.ForkJoinPool.common.parallelism", Integer.toString(Math.max(2, cores() - 1)));
    }

    private final Target target;
    private final LongSupplier clock;
    private final HttpClient[] clients;
    private final AtomicInteger next = new AtomicInteger();
    private final Map<String, URI> addresses = new ConcurrentHashMap<>();
    private final Set<JdkExchange> open = ConcurrentHashMap.newKeySet();
    private final Breakage breakage = new Breakage();
    private volatile boolean closed;

    private JdkTransport(Target target, LongSupplier clock, HttpClient[] clients) {
        this.target = target;
        this.clock = clock;
        this.clients = clients;
    }

    /**
     * Opens a transport to a target; no connection is made before the first request.
     *
     * @param target where the server is
     * @param clock monotonic nanoseconds, such as {@link System#nanoTime}
     * @throws IllegalArgumentException if the target's certificates cannot be read
     */
    public static JdkTransport open(Target target, LongSupplier clock) {
        HttpClient[] clients = new HttpClient[Math.max(1, cores() / CORES_PER_SELECTOR)];
        for (int i = 0; i < clients.length; i++) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_LIMIT)
                    .executor(Runnable::run);
            target.tls().context().ifPresent(builder::sslContext);
            clients[i] = builder.build();
        }
        return new JdkTransport(target, clock, clients);
    }

    @Override
    public Exchange send(WireRequest request, ExchangeListener listener) {
        if (closed) {
            throw new IllegalStateException("the transport to " + target.base() + " is closed");
        }
        JdkExchange exchange = new JdkExchange(listener, clock, open::remove, breakage);
        open.add(exchange);
        HttpClient client = clients[Math.floorMod(next.getAndIncrement(), clients.length)];
        exchange.follow(client.sendAsync(httpRequest(request), exchange));
        return exchange;
    }

    @Override
    public @Nullable Throwable failure() {
        return breakage.first();
    }

    /** Cancels what is open. Idle connections are closed by the JDK within four seconds: before 21 its client has no close. */
    @Override
    public void close() {
        closed = true;
        open.forEach(JdkExchange::cancel);
    }

    private HttpRequest httpRequest(WireRequest request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(addresses.computeIfAbsent(request.path(), target::uri))
                .version(HttpClient.Version.HTTP_1_1);
        if (!target.headers().has("Authorization")) {
            target.apiKey().ifPresent(key -> builder.setHeader("Authorization", key.authorization()));
        }
        target.headers().values().forEach(builder::setHeader);
        if (request.method().equals("GET")) {
            return builder.GET().build();
        }
        return builder.setHeader("Content-Type", "application/json")
                .method(request.method(), HttpRequest.BodyPublishers.ofByteArray(request.body()))
                .build();
    }

    private static int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static void setUnlessGiven(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
