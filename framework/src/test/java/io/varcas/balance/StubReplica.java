package io.varcas.balance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A replica that does as it is told: another server than the one the balancer is written with. */
final class StubReplica implements AutoCloseable {

    /** The kinds of its responses to completions. */
    enum Behaviour {
        STREAM,
        UNAVAILABLE,
        ERROR,
        BREAK_BEFORE_BODY,
        BREAK_AFTER_FIRST,
        HANG
    }

    final List<String> seen = new CopyOnWriteArrayList<>();
    final CountDownLatch clientGone = new CountDownLatch(1);
    volatile Behaviour behaviour = Behaviour.STREAM;
    volatile boolean healthy = true;
    volatile int waiting;
    volatile int running;
    volatile CountDownLatch release = new CountDownLatch(0);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final String model;

    StubReplica(String model) throws IOException {
        this.model = model;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    String name() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    ReplicaAddress address() {
        return ReplicaAddress.parse(URI.create("http://" + name()).toString());
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try (exchange) {
            switch (path) {
                case "/health" -> whole(exchange, healthy ? 200 : 503, "");
                case "/v1/models" -> whole(exchange, 200, "{\"data\":[{\"id\":\"" + model + "\"}]}");
                case "/metrics" ->
                    whole(
                            exchange,
                            200,
                            "vllm:num_requests_waiting{engine=\"0\"} " + waiting
                                    + "\nvllm:num_requests_running{engine=\"0\"} " + running + "\n");
                default -> complete(exchange, body);
            }
        }
    }

    private void complete(HttpExchange exchange, String body) throws IOException {
        seen.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        switch (behaviour) {
            case UNAVAILABLE -> whole(exchange, 503, "{\"error\":\"busy\"}");
            case ERROR -> whole(exchange, 500, "{\"error\":\"broken\"}");
            case BREAK_BEFORE_BODY -> {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().flush();
            }
            case BREAK_AFTER_FIRST -> {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write("data: {}\n\n".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
            }
            case HANG -> hang(exchange);
            case STREAM -> stream(exchange);
        }
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.write("data: {\"n\":1}\n\n".getBytes(StandardCharsets.UTF_8));
        out.flush();
        await(release);
        out.write("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
    }

    /** Writes until nobody listens any more. */
    private void hang(HttpExchange exchange) {
        try {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write(": still here\n\n".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                await(new CountDownLatch(1), 5);
            }
        } catch (IOException gone) {
            clientGone.countDown();
        }
    }

    private static void await(CountDownLatch latch) throws IOException {
        await(latch, 20_000);
    }

    private static void await(CountDownLatch latch, long millis) throws IOException {
        try {
            latch.await(millis, java.util.concurrent.TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            throw new IOException(stop);
        }
    }

    private static void whole(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
