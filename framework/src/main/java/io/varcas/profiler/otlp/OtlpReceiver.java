package io.varcas.profiler.otlp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.varcas.record.ServerTimes;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** Receives spans by OTLP over HTTP, in protobuf or JSON, on a port of loopback. */
final class OtlpReceiver implements AutoCloseable {

    static final String PATH = "/v1/traces";

    private static final int LARGEST_BODY = 64 << 20;
    private static final int MOST_REQUESTS = 4_000_000;

    private final HttpServer server;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread daemon = new Thread(work, "varcas-otlp");
        daemon.setDaemon(true);
        return daemon;
    });
    private final Map<String, ServerTimes> requests = new LinkedHashMap<>();
    private long others;
    private long rejected;
    private String lastFault = "";

    private OtlpReceiver(HttpServer server) {
        this.server = server;
        server.setExecutor(thread);
        server.createContext(PATH, this::answer);
        server.start();
    }

    /**
     * Listens.
     *
     * @param port port of loopback; 0 for any free one
     * @throws IOException if the port is taken
     */
    static OtlpReceiver listen(int port) throws IOException {
        return new OtlpReceiver(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64));
    }

    /** Returns the URL for the server's {@code --otlp-traces-endpoint}. */
    String endpoint() {
        return endpoint(server.getAddress().getPort());
    }

    static String endpoint(int port) {
        return "http://127.0.0.1:" + port + PATH;
    }

    /** Returns the times by request so far. */
    synchronized Map<String, ServerTimes> requests() {
        return new LinkedHashMap<>(requests);
    }

    /** Returns the number of spans that are none of a request. */
    synchronized long others() {
        return others;
    }

    /** Returns the number of exports that could not be read. */
    synchronized long rejected() {
        return rejected;
    }

    /** Returns what was wrong with the last one, if one was. */
    synchronized Optional<String> lastFault() {
        return lastFault.isEmpty() ? Optional.empty() : Optional.of(lastFault);
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type"))
                    .orElse("")
                    .toLowerCase(Locale.ROOT);
            boolean json = type.contains("json");
            try {
                byte[] body = body(exchange);
                add(json ? SpanReader.json(body) : SpanReader.protobuf(body));
                byte[] done = json ? "{}".getBytes(StandardCharsets.UTF_8) : new byte[0];
                exchange.getResponseHeaders().set("Content-Type", json ? "application/json" : "application/x-protobuf");
                exchange.sendResponseHeaders(200, done.length == 0 ? -1 : done.length);
                exchange.getResponseBody().write(done);
            } catch (IOException unreadable) {
                reject(String.valueOf(unreadable.getMessage()));
                exchange.sendResponseHeaders(400, -1);
            }
        }
    }

    private static byte[] body(HttpExchange exchange) throws IOException {
        boolean gzip = "gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream raw = exchange.getRequestBody();
                InputStream in = gzip ? new GZIPInputStream(raw) : raw) {
            byte[] body = in.readNBytes(LARGEST_BODY + 1);
            if (body.length > LARGEST_BODY) {
                throw new IOException("an export has more than " + (LARGEST_BODY >> 20) + " MiB");
            }
            return body;
        }
    }

    private synchronized void add(List<Map<String, Object>> spans) {
        for (Map<String, Object> span : spans) {
            Optional<RequestSpan> request = RequestSpan.of(span);
            if (request.isPresent() && requests.size() < MOST_REQUESTS) {
                requests.put(request.get().id(), request.get().times());
            } else {
                others++;
            }
        }
    }

    private synchronized void reject(String fault) {
        rejected++;
        lastFault = fault;
    }
}
