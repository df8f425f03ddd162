package io.varcas.vllm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.varcas.client.Response;
import io.varcas.client.ResponseReader;
import io.varcas.dataset.Dataset;
import io.varcas.dataset.DatasetSpec;
import io.varcas.dataset.OutputCheck;
import io.varcas.metric.MetricKey;
import io.varcas.profiler.prometheus.MetricsDelta;
import io.varcas.profiler.prometheus.MetricsPage;
import io.varcas.record.Outcome;
import io.varcas.record.RequestLogReader;
import io.varcas.record.RequestRecord;
import io.varcas.record.TokenSource;
import io.varcas.reports.log.TrialLogReader;
import io.varcas.reports.peer.PeerViews;
import io.varcas.result.ResultBundle;
import io.varcas.setting.TransportKind;
import io.varcas.transport.Transport;
import io.varcas.transport.WireRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds what this project does against a real vLLM: nobody else may be using the server meanwhile.
 *
 * <pre>
 * mvn -Pvllm -Dvllm.url=http://127.0.0.1:8000 verify -pl benchmarks -am
 * mvn -Pvllm -Dvllm.url=http://127.0.0.1:8000 "-Dvllm.bench=vllm bench serve --base-url http://127.0.0.1:8000 --model M \
 *     --backend openai --ignore-eos --temperature 0" verify -pl benchmarks -am
 * </pre>
 */
@Tag("vllm")
@Timeout(900)
class RealVllmTest {

    private static final int ATTEMPTS = 3;

    private static final RealServer SERVER = new RealServer();
    private static final int OUTPUT_TOKENS = 12;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}: {1}, streamed: {2}, {3} users")
    @CsvSource({
        "sockets, chat, true, 1",
        "sockets, chat, true, 4",
        "sockets, chat, true, 8",
        "sockets, chat, false, 1",
        "sockets, chat, false, 4",
        "sockets, chat, false, 8",
        "sockets, completions, true, 1",
        "sockets, completions, true, 4",
        "sockets, completions, true, 8",
        "sockets, completions, false, 1",
        "sockets, completions, false, 4",
        "sockets, completions, false, 8",
        "jdk, chat, true, 4",
        "jdk, completions, false, 4"
    })
    void completesEveryRequestAndCountsTheServersTokens(String transport, String endpoint, boolean streaming, int users)
            throws Exception {
        MetricsPage before = SERVER.metrics();
        ResultBundle bundle = SERVER.run(
                folder,
                Map.of(
                        "transport",
                        transport,
                        "endpoint",
                        endpoint,
                        "streaming",
                        Boolean.toString(streaming),
                        "users",
                        Integer.toString(users),
                        "inputTokens",
                        "32",
                        "outputTokens",
                        Integer.toString(OUTPUT_TOKENS),
                        "measurement.time",
                        "4s"));
        MetricsPage after = SERVER.metrics();

        List<RequestRecord> records = records(bundle);
        assertThat(records).hasSizeGreaterThanOrEqualTo(users);
        assertThat(records).allSatisfy(record -> {
            assertThat(record.outcome()).isEqualTo(Outcome.COMPLETED);
            assertThat(record.output().source()).isEqualTo(TokenSource.USAGE);
            assertThat(record.output().tokens()).isEqualTo(OUTPUT_TOKENS);
            assertThat(record.input().source()).isEqualTo(TokenSource.USAGE);
        });
        MetricsDelta delta = new MetricsDelta(before, after);
        assertThat(delta.counter("vllm:generation_tokens_total", sample -> true))
                .hasValue(records.stream().mapToInt(r -> r.output().tokens()).sum());
        assertThat(delta.counter("vllm:prompt_tokens_total", sample -> true))
                .hasValue(records.stream().mapToInt(r -> r.input().tokens()).sum());
    }

    /** The server's generation config decides what requests do not say: best started with --override-generation-config. */
    @Test
    void answersAReplayedRecordingAsItAnsweredTheFirstTime() throws Exception {
        Map<String, String> load = Map.of(
                "users",
                "1",
                "requests",
                "8",
                "outputTokens",
                "12",
                "warmup.iterations",
                "0",
                "measurement.time",
                "60s",
                "record",
                "true");
        ResultBundle recorded = SERVER.run(folder, load);
        ResultBundle replayed =
                SERVER.run(folder, Map.of("dataset", trace(recorded).toString(), "record", "true"));

        ClassLoader loader = RealVllmTest.class.getClassLoader();
        try (Dataset first = Dataset.open(DatasetSpec.of(trace(recorded).toString()), loader);
                Dataset second = Dataset.open(DatasetSpec.of(trace(replayed).toString()), loader)) {
            OutputCheck check = OutputCheck.of(first, second);
            assertThat(check.requests()).isEqualTo(8);
            assertThat(check.samples()).isEmpty();
            assertThat(check.isEqual()).isTrue();
        }
    }

    private static Path trace(ResultBundle bundle) {
        String requests = bundle.result().trials().get(0).forkResults().get(0).requests();
        return bundle.folder().resolve(requests).resolveSibling("trace.jsonl.gz");
    }

    @Test
    void readsEveryLineOfMetrics() throws Exception {
        MetricsPage page = SERVER.metrics();
        assertThat(page.faults()).isEmpty();
        assertThat(page.samples()).hasSizeGreaterThan(100);
        assertThat(page.has("vllm:num_requests_running")).isTrue();
    }

    static Stream<Arguments> errors() {
        return Stream.of(
                        error("/v1/completions", "{\"model\":\"MODEL\",\"prompt\":", 400, "JSON decode error"),
                        error(
                                "/v1/completions",
                                "{\"model\":\"MODEL\",\"prompt\":\"a\",\"max_tokens\":-1}",
                                400,
                                "at least 1, got -1"),
                        error("/v1/completions", "{\"model\":\"MODEL\",\"max_tokens\":4}", 400, "prompt"),
                        error(
                                "/v1/completions",
                                "{\"model\":\"MODEL\",\"prompt\":\"a\",\"max_tokens\":9999999}",
                                400,
                                "max_model_len"),
                        error(
                                "/v1/chat/completions",
                                "{\"model\":\"nope\",\"messages\":[]}",
                                404,
                                "`nope` does not exist"),
                        error("/v1/nothing", "{}", 404, "Not Found"),
                        error("/health", "{}", 405, "Method Not Allowed"))
                .flatMap(error -> Stream.of(TransportKind.values())
                        .map(kind -> Arguments.of(Stream.concat(Stream.of(kind), Stream.of(error.get()))
                                .toArray())));
    }

    private static Arguments error(String path, String body, int status, String message) {
        return Arguments.of(path, body, status, message);
    }

    @ParameterizedTest
    @MethodSource("errors")
    void reportsWhyTheServerRefused(TransportKind kind, String path, String body, int status, String message)
            throws Exception {
        WireRequest request =
                WireRequest.post(path, body.replace("MODEL", SERVER.model()).getBytes(StandardCharsets.UTF_8));
        try (Transport transport = Transport.open(SERVER.target().over(kind), System::nanoTime)) {
            CompletableFuture<Response> ended = new CompletableFuture<>();
            transport.send(request, new ResponseReader(System.nanoTime(), 0, false, ended::complete));
            Response answer = ended.get(30, TimeUnit.SECONDS);
            assertThat(answer.outcome()).isEqualTo(Outcome.HTTP_ERROR);
            assertThat(answer.status()).hasValue(status);
            assertThat(answer.error().orElseThrow())
                    .startsWith("HTTP " + status + ": ")
                    .contains(message);
        }
    }

    /** Only a benchmark that agrees with itself within 10 % can show that ours does not; else our run is repeated. */
    @ParameterizedTest(name = "{0} users")
    @CsvSource({"1, 24", "4, 48", "8, 80"})
    void agreesWithTheServersOwnBenchmark(int users, int requests) throws Exception {
        String command = System.getProperty("vllm.bench", "");
        assumeTrue(!command.isEmpty(), "not compared: no -Dvllm.bench");
        PeerBench bench = new PeerBench(folder, command);
        PeerBench.Numbers before = bench.run("0", users, requests, 64, 32);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            ResultBundle bundle = SERVER.run(
                    folder,
                    Map.of(
                            "endpoint", "completions",
                            "users", Integer.toString(users),
                            "inputTokens", "64",
                            "outputTokens", "32",
                            "warmup.iterations", "1",
                            "warmup.time", "20s",
                            "measurement.time", "50s",
                            "forks", "1"));
            PeerBench.Numbers after = bench.run(Integer.toString(attempt), users, requests, 64, 32);
            PeerBench.Numbers ours = inTheirWords(bundle);
            System.out.printf(
                    "%d users: ours %s, prompts of %.1f tokens, first text after %.1f ms; theirs before %s, after %s%n",
                    users, ours, value(bundle, "tokens.input.mean"), value(bundle, "ttft.mean"), before, after);
            PeerBench.Numbers peer = before.with(after);
            if (ours.isWithin(10, peer)) {
                return;
            }
            assertThat(before.isWithin(10, after))
                    .as("theirs changed by more than 10 %%, and ours %s is not within 10 %% of %s", ours, peer)
                    .isFalse();
            before = after;
        }
        fail("not compared: the server's speed changed by more than 10 %% around each of %d runs", ATTEMPTS);
    }

    /** What their benchmark would have said of our run: its first token may be one without text, which no user sees. */
    private static PeerBench.Numbers inTheirWords(ResultBundle bundle) throws IOException {
        PeerViews views = new PeerViews();
        assertThat(TrialLogReader.read(bundle, bundle.result().trials().get(0), 1, List.of(views)))
                .isPresent();
        int vllm = views.names().indexOf("vllm");
        return new PeerBench.Numbers(
                row(views, "TTFT mean", vllm), row(views, "TPOT mean", vllm), row(views, "output tokens", vllm));
    }

    private static double row(PeerViews views, String name, int tool) {
        return views.rows().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow()
                .values()
                .get(tool);
    }

    private static double value(ResultBundle bundle, String key) {
        return bundle.result()
                .trials()
                .get(0)
                .metrics()
                .value(MetricKey.parse(key))
                .orElseThrow();
    }

    private static List<RequestRecord> records(ResultBundle bundle) throws IOException {
        List<RequestRecord> records = new ArrayList<>();
        String log = bundle.result().trials().get(0).forkResults().get(0).requests();
        RequestLogReader.read(bundle.folder().resolve(log), records::add);
        return records;
    }
}
