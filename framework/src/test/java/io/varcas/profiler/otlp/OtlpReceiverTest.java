package io.varcas.profiler.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.record.ServerTimes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtlpReceiverTest {

    private static final String JSON = """
        {"resourceSpans":[{"resource":{"attributes":[]},"scopeSpans":[{"scope":{"name":"vllm"},"spans":[
          {"name":"llm_request","kind":2,"startTimeUnixNano":"1795330381000000000","attributes":[
            {"key":"gen_ai.request.id","value":{"stringValue":"chatcmpl-7"}},
            {"key":"gen_ai.usage.completion_tokens","value":{"intValue":"6"}},
            {"key":"gen_ai.latency.time_in_queue","value":{"doubleValue":0.25}},
            {"key":"gen_ai.latency.time_in_model_prefill","value":{"doubleValue":0.5}},
            {"key":"gen_ai.latency.time_in_model_decode","value":{"doubleValue":1.5}},
            {"key":"gen_ai.latency.time_to_first_token","value":{"doubleValue":0.875}}]},
          {"name":"other","attributes":[{"key":"a","value":{"boolValue":true}}]}]}]}]}\
        """;
    private static final ServerTimes TIMES =
            new ServerTimes(250_000_000, 500_000_000, 1_500_000_000, OptionalLong.of(125_000_000));

    private OtlpReceiver receiver;

    @BeforeEach
    void setUp() throws IOException {
        receiver = OtlpReceiver.listen(0);
    }

    @AfterEach
    void tearDown() {
        receiver.close();
    }

    private int post(String type, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(receiver.endpoint()))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void readsSpansInJson() throws Exception {
        assertThat(post("application/json", JSON.getBytes(UTF_8))).isEqualTo(200);
        assertThat(receiver.requests()).isEqualTo(Map.of("chatcmpl-7", TIMES));
        assertThat(receiver.others()).isEqualTo(1);
    }

    @Test
    void readsCompressedSpans() throws Exception {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(JSON.getBytes(UTF_8));
        }
        assertThat(post("application/json", zipped.toByteArray(), "Content-Encoding", "gzip"))
                .isEqualTo(200);
        assertThat(receiver.requests()).containsKey("chatcmpl-7");
    }

    /** The request was serialised by opentelemetry-proto 1.45.2 for Python, with what vLLM 0.32.0 puts into it. */
    @Test
    void readsProtobufOfTheReferenceLibrary() throws Exception {
        byte[] body;
        try (var sample = OtlpReceiverTest.class.getResourceAsStream("export.protobuf.txt")) {
            body = Base64.getMimeDecoder().decode(sample.readAllBytes());
        }
        assertThat(post("application/x-protobuf", body)).isEqualTo(200);
        assertThat(receiver.requests()).isEqualTo(Map.of("chatcmpl-7", TIMES));
    }

    @Test
    void rejectsWhatIsNoExport() throws Exception {
        assertThat(post("application/x-protobuf", new byte[] {10, 127, 1})).isEqualTo(400);
        assertThat(post("application/json", "{".getBytes(UTF_8))).isEqualTo(400);
        assertThat(receiver.rejected()).isEqualTo(2);
        assertThat(receiver.requests()).isEmpty();
        assertThat(receiver.lastFault()).isPresent();
    }

    @Test
    void keepsThemInAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve(SpanFile.NAME),
                SpanFile.write(Map.of(
                        "cmpl-a,\"b\"\n-0", TIMES, "chatcmpl-8", new ServerTimes(0, 0, 0, OptionalLong.empty()))));
        SpanFile read = SpanFile.read(file);
        assertThat(read.of("cmpl-b")).isEmpty();
        assertThat(read.of("cmpl-a,\"b\" -0")).contains(TIMES);
        assertThat(read.of("chatcmpl-8")).contains(new ServerTimes(0, 0, 0, OptionalLong.empty()));
    }

    @Test
    void findsACompletionByTheIdOfItsOnlyPrompt(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve(SpanFile.NAME), SpanFile.write(Map.of("cmpl-a-0", TIMES)));
        assertThat(SpanFile.read(file).of("cmpl-a")).contains(TIMES);
    }
}
