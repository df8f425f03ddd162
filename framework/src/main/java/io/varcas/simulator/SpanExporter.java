package io.varcas.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Exports a span {@code llm_request} for each complete request, as vLLM does with {@code --otlp-traces-endpoint}: OTLP over HTTP in
 * protobuf. A batch that the receiver does not take is sent again, for as long as the server runs.
 *
 * <p>Source of the attributes: vLLM 0.32.0, {@code OutputProcessor.do_tracing}; of the field numbers: opentelemetry-proto 1.3 (both read
 * November 2026).
 */
final class SpanExporter implements AutoCloseable {

    private static final int MOST_WAITING = 2048; // as the queue of OpenTelemetry's batch processor; more are dropped
    private static final long PAUSE_MILLIS = 100;
    private static final double NANOS = 1e9;
    private static final int BYTES = 2;
    private static final int FIXED64 = 1;

    private final URI endpoint;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final LinkedBlockingQueue<byte[]> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Thread thread = new Thread(this::run, "varcas-spans");
    private volatile boolean closed;

    SpanExporter(URI endpoint) {
        this.endpoint = endpoint;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Exports a request.
     *
     * @param id the server's id of it
     * @param job the request, complete
     */
    void export(String id, EngineSequence job) {
        ByteArrayOutputStream span = new ByteArrayOutputStream();
        bytes(span, 5, "llm_request".getBytes(StandardCharsets.UTF_8));
        text(span, "gen_ai.request.id", id);
        seconds(span, "gen_ai.latency.time_to_first_token", job.firstTokenNanos - job.arrivedNanos);
        seconds(span, "gen_ai.latency.e2e", job.lastTokenNanos - job.arrivedNanos);
        seconds(span, "gen_ai.latency.time_in_queue", Math.max(0, job.admittedNanos - job.queuedNanos));
        seconds(span, "gen_ai.latency.time_in_model_prefill", job.firstTokenNanos - job.admittedNanos);
        seconds(span, "gen_ai.latency.time_in_model_decode", job.lastTokenNanos - job.firstTokenNanos);
        seconds(span, "gen_ai.latency.time_in_model_inference", job.lastTokenNanos - job.admittedNanos);
        var unused = waiting.offer(span.toByteArray());
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void run() {
        List<byte[]> batch = new ArrayList<>();
        try {
            while (!closed) {
                if (batch.isEmpty()) {
                    batch.add(waiting.take());
                    waiting.drainTo(batch);
                }
                if (send(batch)) {
                    batch.clear();
                } else {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean send(List<byte[]> spans) throws InterruptedException {
        ByteArrayOutputStream scope = new ByteArrayOutputStream();
        spans.forEach(span -> bytes(scope, 2, span));
        ByteArrayOutputStream resource = new ByteArrayOutputStream();
        bytes(resource, 2, scope.toByteArray());
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        bytes(request, 1, resource.toByteArray());
        try {
            return client.send(
                                    HttpRequest.newBuilder(endpoint)
                                            .header("Content-Type", "application/x-protobuf")
                                            .timeout(Duration.ofSeconds(5))
                                            .POST(BodyPublishers.ofByteArray(request.toByteArray()))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode()
                    < 300;
        } catch (IOException refused) {
            return false; // nobody listens between two runs
        }
    }

    private static void text(ByteArrayOutputStream span, String key, String value) {
        ByteArrayOutputStream any = new ByteArrayOutputStream();
        bytes(any, 1, value.getBytes(StandardCharsets.UTF_8));
        attribute(span, key, any);
    }

    private static void seconds(ByteArrayOutputStream span, String key, long nanos) {
        ByteArrayOutputStream any = new ByteArrayOutputStream();
        varint(any, 4 << 3 | FIXED64);
        any.writeBytes(ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(nanos / NANOS)
                .array());
        attribute(span, key, any);
    }

    private static void attribute(ByteArrayOutputStream span, String key, ByteArrayOutputStream any) {
        ByteArrayOutputStream attribute = new ByteArrayOutputStream();
        bytes(attribute, 1, key.getBytes(StandardCharsets.UTF_8));
        bytes(attribute, 2, any.toByteArray());
        bytes(span, 9, attribute.toByteArray());
    }

    private static void bytes(ByteArrayOutputStream message, int field, byte[] value) {
        varint(message, field << 3 | BYTES);
        varint(message, value.length);
        message.writeBytes(value);
    }

    private static void varint(ByteArrayOutputStream message, int value) {
        int rest = value;
        while (rest > 0x7F) {
            message.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        message.write(rest);
    }
}
