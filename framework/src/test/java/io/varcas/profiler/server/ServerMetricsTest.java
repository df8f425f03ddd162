package io.varcas.profiler.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import io.varcas.profiler.Attachment;
import io.varcas.profiler.Column;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.Reading;
import io.varcas.profiler.ReadingNames;
import io.varcas.profiler.TimeSeries;
import io.varcas.setting.Secrets;
import io.varcas.transport.Target;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerMetricsTest {

    private final Deque<String> pages = new ArrayDeque<>();
    private final AtomicLong clock = new AtomicLong();

    @Test
    void countsWhatHappenedInTheMeasuredWindows() {
        ProfilerRun run = run();
        scrape(run::sample, 0, page(100, 1, 0.1, 10, 2));
        scrape(run::measuring, 1, page(150, 2, 0.2, 20, 4));
        scrape(run::sample, 2, page(250, 3, 0.4, 30, 7));
        scrape(run::measured, 3, page(350, 4, 0.6, 40, 10));
        scrape(run::sample, 4, page(999, 9, 0.9, 90, 99));
        ProfilerResult result = run.stop();

        assertThat(result.problem()).isEmpty();
        assertThat(result.value("server.tokens.output")).hasValue(200);
        assertThat(result.value("server.requests.running.mean").orElseThrow()).isCloseTo(3.5, within(1e-12));
        assertThat(result.value("server.kv.usage.max")).hasValue(0.6);
        assertThat(result.value("server.ttft.n")).hasValue(20);
        assertThat(result.value("server.ttft.mean").orElseThrow()).isCloseTo(300, within(1e-9));
        // All twenty in (0.1 s, 0.5 s]: the median is the middle of the bucket.
        assertThat(reading(result, "server.ttft.p50")).satisfies(median -> {
            assertThat(median.value().orElseThrow()).isCloseTo(300, within(1e-9));
            assertThat(median.unit()).isEqualTo("ms");
            assertThat(median.note()).startsWith("interpolated from the buckets of vllm:time_to_first_token_seconds");
        });
        assertThat(column(result, "server.tokens.output.rate").get(2)).hasValue(100);
        assertThat(result.attachments())
                .extracting(Attachment::fileName)
                .containsExactly("server-metrics-iterations.csv", "metrics-before.txt", "metrics-after.txt");
    }

    @Test
    void reportsWhatIsNotExposedAsAbsent() {
        ProfilerRun run = run();
        scrape(run::measuring, 1, page(1, 1, 0.1, 1, 1));
        scrape(run::measured, 2, page(2, 1, 0.1, 1, 1));
        ProfilerResult result = run.stop();

        assertThat(reading(result, "server.preemptions").value()).isEmpty();
        assertThat(reading(result, "server.preemptions").note())
                .isEqualTo("the server does not expose vllm:num_preemptions_total");
        assertThat(reading(result, "server.queue.mean").value()).isEmpty();
        assertThat(reading(result, "server.ttft.mean").note()).isEqualTo("nothing was observed");
    }

    @Test
    void readsOlderNames() {
        ProfilerRun run = run();
        String old = "vllm:gpu_cache_usage_perc 0.25\nvllm:gpu_prefix_cache_hits_total %d\n";
        scrape(run::measuring, 1, old.formatted(5));
        scrape(run::measured, 2, old.formatted(9));
        ProfilerResult result = run.stop();
        assertThat(result.value("server.kv.usage.max")).hasValue(0.25);
        assertThat(result.value("server.tokens.cached")).hasValue(4);
    }

    @Test
    void recordsAFailedScrapeAsARowOfNothing() {
        ProfilerRun run = run();
        scrape(run::measuring, 1, page(1, 1, 0.1, 1, 1));
        run.sample();
        scrape(run::measured, 2, page(3, 1, 0.1, 1, 1));
        ProfilerResult result = run.stop();

        assertThat(result.value("server.scrapes.failed")).hasValue(1);
        assertThat(result.value("server.tokens.output")).hasValue(2);
        assertThat(result.series().get(0).rows().get(1).values()).allMatch(value -> value.isEmpty());
    }

    @Test
    void reportsThatItCouldNotCount() {
        ProfilerRun run = run();
        run.measuring();
        scrape(run::measured, 2, page(3, 1, 0.1, 1, 1));
        assertThat(run.stop().problem().orElseThrow())
                .isEqualTo(
                        "the server's counters were not measured: /metrics was not read before the measurement phase;"
                                + " the last failure was: connection refused");
    }

    @Test
    void keepsAKeyThatThePageEchoesOutOfItsFiles() {
        Secrets.HERE.add("sk-of-the-metrics-test");
        assertThat(ofPages("a{header=\"Bearer sk-of-the-metrics-test\"} 1\n").attachments())
                .extracting(Attachment::text)
                .filteredOn(text -> text.startsWith("a{"))
                .hasSize(2)
                .allSatisfy(page -> assertThat(page).contains("redacted").doesNotContain("sk-of-the-metrics-test"));
    }

    @Test
    void reportsThatAPageIsNotOfVllm() {
        String none =
                "/metrics has none of vLLM's metrics, whose names begin with vllm: or, behind Ray, with ray_vllm_";
        assertThat(ofPages("").problem()).contains(none + "; it is empty");
        assertThat(ofPages("go_threads 9\nray_serve_requests 4\n").problem()).contains(none);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ray_vllm_", "ray_vllm:", "vllm_", "my_cluster_vllm_"})
    void readsNamesWithAPrefix(String prefix) {
        ProfilerRun run = run();
        scrape(run::measuring, 1, page(100, 1, 0.1, 10, 2).replace("vllm:", prefix));
        scrape(run::measured, 2, page(350, 4, 0.6, 40, 10).replace("vllm:", prefix));
        ProfilerResult result = run.stop();
        assertThat(result.problem()).isEmpty();
        assertThat(result.value("server.tokens.output")).hasValue(250);
        assertThat(result.value("server.kv.usage.max")).hasValue(0.6);
        assertThat(result.value("server.ttft.n")).hasValue(30);
    }

    @Test
    void readsCountersWithoutTheirSuffix() {
        ProfilerRun run = run();
        scrape(run::measuring, 1, "ray_vllm_generation_tokens{WorkerId=\"a\"} 5\n");
        scrape(run::measured, 2, "ray_vllm_generation_tokens{WorkerId=\"a\"} 9\n");
        assertThat(run.stop().value("server.tokens.output")).hasValue(4);
    }

    private ProfilerResult ofPages(String page) {
        ProfilerRun run = run();
        scrape(run::measuring, 1, page);
        scrape(run::measured, 2, page);
        return run.stop();
    }

    @Test
    void notesARestartOfTheServer() {
        ProfilerRun run = run();
        scrape(run::measuring, 1, "process_start_time_seconds 1\n" + page(500, 1, 0.1, 1, 1));
        scrape(run::measured, 2, "process_start_time_seconds 2\n" + page(30, 1, 0.1, 1, 1));
        ProfilerResult result = run.stop();
        assertThat(result.problem())
                .contains("the server's counters were not measured: the server behind /metrics restarted in the"
                        + " measurement phase");
        assertThat(reading(result, "server.tokens.output")).satisfies(tokens -> {
            assertThat(tokens.value()).isEmpty();
            assertThat(tokens.note()).contains("restarted");
        });
    }

    @Test
    void aRestartBeforeTheMeasurementIsNone() {
        ProfilerRun run = run();
        scrape(run::sample, 0, "process_start_time_seconds 1\n" + page(500, 1, 0.1, 1, 1));
        scrape(run::measuring, 1, "process_start_time_seconds 2\n" + page(5, 1, 0.1, 1, 1));
        scrape(run::measured, 2, "process_start_time_seconds 2\n" + page(30, 1, 0.1, 1, 1));
        ProfilerResult result = run.stop();
        assertThat(result.problem()).isEmpty();
        assertThat(result.value("server.tokens.output")).hasValue(25);
        assertThat(column(result, "server.tokens.output.rate").get(1)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"process_start_time_seconds %d\n", "vllm:prompt_tokens_created{engine=\"0\"} %d\n"})
    void addsNothingUpWhenSeveralProcessesAnswerInTurn(String started) {
        ProfilerRun run = run();
        scrape(run::measuring, 1, started.formatted(1) + page(500, 1, 0.1, 1, 1));
        scrape(run::sample, 2, started.formatted(7) + page(90, 5, 0.1, 1, 1));
        scrape(run::sample, 3, started.formatted(1) + page(510, 1, 0.1, 1, 1));
        scrape(run::measured, 4, started.formatted(1) + page(520, 1, 0.1, 1, 1));
        ProfilerResult result = run.stop();
        assertThat(result.problem().orElseThrow())
                .startsWith("several processes respond at /metrics in turn")
                .endsWith("name the page of each with -metricsUrl");
        assertThat(result.value("server.tokens.output")).isEmpty();
        assertThat(result.value("server.requests.running.mean")).isEmpty();
        assertThat(column(result, "server.tokens.output.rate")).allMatch(OptionalDouble::isEmpty);
    }

    @Test
    void countsEachIteration() {
        ProfilerRun run = run();
        scrape(run::measuring, 1, page(100, 1, 0.1, 10, 2));
        scrape(run::iterationEnded, 2, page(150, 1, 0.1, 20, 5));
        run.iterationEnded();
        scrape(run::iterationEnded, 4, page(400, 1, 0.1, 30, 9));
        scrape(run::measured, 5, page(450, 1, 0.1, 40, 10));
        Attachment file = run.stop().attachments().get(0);
        assertThat(file.fileName()).isEqualTo("server-metrics-iterations.csv");
        List<String> lines = file.text().lines().toList();
        assertThat(lines.get(0)).startsWith("iteration,elapsed (s),server.tokens.input (tokens)");
        assertThat(cells(lines, "server.tokens.output (tokens)")).containsExactly("50", "", "");
        assertThat(cells(lines, "server.ttft.n (observations)")).containsExactly("10", "", "");
        assertThat(cells(lines, "server.ttft.mean (ms)")).containsExactly("300", "", "");
        assertThat(cells(lines, "server.queue.mean (ms)")).containsExactly("", "", "");
        assertThat(cells(lines, "iteration")).containsExactly("1", "2", "3");
    }

    @Test
    void tellsHowLongThePageStayedTheSame() {
        ProfilerRun run = run();
        scrape(run::measuring, 1, page(100, 1, 0.1, 10, 2));
        scrape(run::sample, 2, page(150, 1, 0.1, 10, 2));
        scrape(run::sample, 9, page(150, 1, 0.1, 10, 2));
        scrape(run::measured, 10, page(200, 1, 0.1, 10, 2));
        ProfilerResult result = run.stop();
        assertThat(result.value(ReadingNames.SERVER_UNCHANGED)).hasValue(7);
        assertThat(result.value(ReadingNames.SERVER_SCRAPE_BEGIN)).hasValue(1);
        assertThat(result.value(ReadingNames.SERVER_SCRAPE_END)).hasValue(10);
    }

    @Test
    void findsMostOfItsNamesOnARealPage() throws IOException {
        ProfilerRun run = run();
        scrape(run::measuring, 1, captured());
        scrape(run::measured, 2, captured());
        ProfilerResult result = run.stop();
        assertThat(result.summary()).noneMatch(reading -> reading.note().startsWith("the server does not expose"));
        assertThat(result.value("server.requests.running.max")).hasValue(0);
        assertThat(result.value("server.tokens.output")).hasValue(0);
    }

    @Test
    void readsOverHttpAndFollowsTheRedirect() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            boolean redirect = exchange.getRequestURI().getPath().equals("/metrics");
            byte[] body = redirect ? new byte[0] : page(1, 7, 0.1, 1, 1).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(redirect ? 307 : 200, redirect ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Target target = Target.parse("http://127.0.0.1:" + server.getAddress().getPort());
        try (MetricsSource source = new ServerMetricsSource(target)) {
            assertThat(source.read()).contains("vllm:num_requests_running{engine=\"0\"} 7");
            assertThat(new ServerMetrics().obstacle(ProfilerContext.eachSecond(target, clock::get)))
                    .isEmpty();
            Target wrong = Target.parse(target.base() + "/nowhere");
            assertThat(new ServerMetrics().obstacle(ProfilerContext.eachSecond(wrong, clock::get)))
                    .hasValueSatisfying(reason -> assertThat(reason).contains("/nowhere/metrics: HTTP 404"));
        } finally {
            server.stop(0);
        }
    }

    private ProfilerRun run() {
        MetricsSource source =
                () -> Optional.ofNullable(pages.poll()).orElseThrow(() -> new IOException("connection refused"));
        return new ServerMetricsRun(source, clock::get, ServerMetricTable.load());
    }

    private void scrape(Runnable event, long second, String page) {
        clock.set(second * 1_000_000_000L);
        pages.add(page);
        event.run();
    }

    /** TTFT: {@code n} observations in (0.1 s, 0.5 s], {@code sum} their sum. */
    private static String page(int tokens, int running, double kv, int n, double sum) {
        return """
            # TYPE vllm:generation_tokens_total counter
            vllm:generation_tokens_total{engine="0"} %d
            vllm:num_requests_running{engine="0"} %d
            vllm:kv_cache_usage_perc{engine="0"} %s
            # TYPE vllm:time_to_first_token_seconds histogram
            vllm:time_to_first_token_seconds_bucket{le="0.1"} 0
            vllm:time_to_first_token_seconds_bucket{le="0.5"} %d
            vllm:time_to_first_token_seconds_bucket{le="+Inf"} %d
            vllm:time_to_first_token_seconds_count %d
            vllm:time_to_first_token_seconds_sum %s
            """.formatted(tokens, running, kv, n, n, n, sum);
    }

    private static Reading reading(ProfilerResult result, String name) {
        return result.summary().stream()
                .filter(reading -> reading.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<OptionalDouble> column(ProfilerResult result, String name) {
        return column(result.series().get(0), name);
    }

    private static List<OptionalDouble> column(TimeSeries series, String name) {
        int column = series.columns().stream().map(Column::name).toList().indexOf(name);
        return series.rows().stream().map(row -> row.values().get(column)).toList();
    }

    private static List<String> cells(List<String> csv, String head) {
        int column = List.of(csv.get(0).split(",", -1)).indexOf(head);
        return csv.stream().skip(1).map(line -> line.split(",", -1)[column]).toList();
    }

    private static String captured() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(ServerMetricsTest.class.getResourceAsStream("vllm-0.32.0-metrics.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void knowsTheVersionsOfEachOfSeveralNames() {
        assertThat(ServerMetricTable.load()).allSatisfy(metric -> {
            List<ServerMetric.Alias> aliases = metric.aliases();
            assertThat(aliases).isNotEmpty().allSatisfy(alias -> {
                assertThat(alias.series()).startsWith("vllm:");
                assertThat(alias.since().orElse("0.1")).matches("0\\.\\d+");
                assertThat(alias.until().orElse("0.1")).matches("0\\.\\d+");
            });
            // The newest stands first; each older one ended at some version.
            assertThat(aliases.get(0).until()).isEmpty();
            assertThat(aliases.subList(1, aliases.size()))
                    .allMatch(
                            alias -> alias.until().isPresent() || alias.since().isPresent());
        });
        assertThat(new ServerMetric.Alias("vllm:x", Optional.of("0.9"), Optional.of("0.12")).versions())
                .isEqualTo("0.9 to 0.12");
    }

    @Test
    void hasTheReadingsThatChecksDependOn() {
        assertThat(ServerMetricTable.load())
                .extracting(ServerMetric::name)
                .contains(ReadingNames.SERVER_INPUT_TOKENS, ReadingNames.SERVER_CACHED_TOKENS);
    }
}
