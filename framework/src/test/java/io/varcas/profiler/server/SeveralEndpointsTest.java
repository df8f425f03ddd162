package io.varcas.profiler.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.profiler.Attachment;
import io.varcas.profiler.Column;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.TimeSeries;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Two addresses of metrics, as of two replicas: added up, and each by itself. */
class SeveralEndpointsTest {

    private final Deque<String> first = new ArrayDeque<>();
    private final Deque<String> second = new ArrayDeque<>();
    private final AtomicLong clock = new AtomicLong();
    private final ServerMetricsRun run = new ServerMetricsRun(
            List.of(endpoint("a:8000", first), endpoint("b:8000", second)), clock::get, ServerMetricTable.load());

    private static Endpoint endpoint(String name, Deque<String> pages) {
        return new Endpoint(
                name,
                () -> Optional.ofNullable(pages.poll()).orElseThrow(() -> new IOException("connection refused")),
                ServerMetricsRun.columns(ServerMetricTable.load()));
    }

    private void scrape(Runnable event, long second, Optional<String> a, Optional<String> b) {
        clock.set(second * 1_000_000_000L);
        a.ifPresent(first::add);
        b.ifPresent(this.second::add);
        event.run();
    }

    private static Optional<String> page(int tokens, int running, double kv, int n, double sum) {
        return Optional.of("""
            vllm:generation_tokens_total %d
            vllm:num_requests_running %d
            vllm:kv_cache_usage_perc %s
            vllm:time_to_first_token_seconds_bucket{le="0.1"} 0
            vllm:time_to_first_token_seconds_bucket{le="0.5"} %d
            vllm:time_to_first_token_seconds_bucket{le="+Inf"} %d
            vllm:time_to_first_token_seconds_count %d
            vllm:time_to_first_token_seconds_sum %s
            """.formatted(tokens, running, kv, n, n, n, sum));
    }

    @Test
    void areAddedUpAndShownEachByItself() {
        scrape(run::measuring, 1, page(100, 1, 0.1, 10, 2), page(1000, 2, 0.2, 0, 0));
        scrape(run::iterationEnded, 2, page(150, 3, 0.5, 20, 5), page(1200, 4, 0.4, 10, 2));
        scrape(run::measured, 3, page(200, 5, 0.3, 30, 8), page(1300, 6, 0.7, 30, 8));
        ProfilerResult result = run.stop();

        assertThat(result.problem()).isEmpty();
        assertThat(result.value("server.tokens.output")).hasValue(400);
        assertThat(result.value("server.tokens.output [a:8000]")).hasValue(100);
        assertThat(result.value("server.tokens.output [b:8000]")).hasValue(300);
        assertThat(result.value("server.requests.running.max")).hasValue(11);
        assertThat(result.value("server.kv.usage.max")).hasValue(0.7); // the fullest, not the sum
        assertThat(result.value("server.ttft.n")).hasValue(50);
        assertThat(result.value("server.ttft.mean").orElseThrow()).isCloseTo(280, within(1e-9));
        assertThat(result.value("server.ttft.p50").orElseThrow()).isCloseTo(300, within(1e-9));
        assertThat(result.series())
                .extracting(TimeSeries::name)
                .containsExactly("server-metrics", "server-metrics-1", "server-metrics-2");
        assertThat(result.series().get(1).columns())
                .extracting(Column::name)
                .contains("server.tokens.output.rate [a:8000]");
        assertThat(result.attachments().get(0).text()).contains("\n1,2.000,").contains(",250,");
        assertThat(result.attachments())
                .extracting(Attachment::fileName)
                .contains("metrics-before-1.txt", "metrics-after-2.txt");
    }

    @Test
    void aSumWithoutOneOfThemIsAbsent() {
        scrape(run::measuring, 1, page(100, 1, 0.1, 10, 2), page(1000, 2, 0.2, 0, 0));
        scrape(run::measured, 2, page(150, 3, 0.5, 20, 5), Optional.empty());
        ProfilerResult result = run.stop();

        assertThat(result.problem().orElseThrow())
                .isEqualTo(
                        "the server's counters were not measured: b:8000 was not read after the measurement phase; the"
                                + " last failure was: connection refused");
        assertThat(result.value("server.tokens.output")).isEmpty();
        assertThat(result.value("server.requests.running.max")).isEmpty();
        assertThat(result.value("server.tokens.output [a:8000]")).hasValue(50);
        assertThat(result.value("server.tokens.output [b:8000]")).isEmpty();
    }

    @Test
    void bucketsOfDifferentBoundsGiveNoPercentiles() {
        scrape(run::measuring, 1, page(1, 1, 0.1, 0, 0), page(1, 1, 0.1, 0, 0));
        scrape(
                run::measured,
                2,
                page(1, 1, 0.1, 10, 2),
                page(1, 1, 0.1, 10, 4).map(text -> text.replace("le=\"0.5\"", "le=\"0.6\"")));
        ProfilerResult result = run.stop();
        assertThat(result.value("server.ttft.mean").orElseThrow()).isCloseTo(300, within(1e-9));
        assertThat(result.summary())
                .filteredOn(reading -> reading.name().equals("server.ttft.p50"))
                .singleElement()
                .satisfies(median -> {
                    assertThat(median.value()).isEmpty();
                    assertThat(median.note()).isEqualTo("its buckets do not tell");
                });
    }
}
