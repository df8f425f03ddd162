package io.varcas.reports.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.reports.html.tune.CapacityPage;
import io.varcas.stats.Interval;
import io.varcas.tune.capacity.CapacityFormat;
import io.varcas.tune.capacity.CapacityOutcome;
import io.varcas.tune.capacity.CapacityResult;
import io.varcas.tune.capacity.LoadAxis;
import io.varcas.tune.capacity.ProbeResult;
import io.varcas.tune.capacity.StoppingRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CapacityReportTest {

    private static ProbeResult probe(int number, double load, ProbeResult.Decision decision, double ttft) {
        return new ProbeResult(
                number,
                load,
                decision,
                decision == ProbeResult.Decision.WITHIN ? "the objectives hold" : "broken <b>here</b>",
                3,
                20,
                25,
                load,
                load - 1,
                12,
                List.of(new ProbeResult.LimitResult("ttft.p95 <= 500.0 ms", OptionalDouble.of(ttft), 800, 3, 2.5)),
                Optional.of("runs/0" + number));
    }

    private static CapacityResult result() {
        return new CapacityResult(
                CapacityResult.SCHEMA_VERSION,
                "Chat",
                Map.of(),
                "sim:",
                LoadAxis.RATE,
                CapacityOutcome.FOUND,
                "the interval is as narrow as asked for",
                OptionalDouble.of(41.02),
                Optional.of(new Interval(39.5, 42.34, 0.95)),
                0.05,
                StoppingRule.SPRT,
                List.of("ttft.p95 <= 500.0 ms"),
                List.of("goodput >= 5.0 1/s: it does not bound the latency of requests"),
                OptionalDouble.of(44),
                123.4,
                42,
                true,
                List.of(
                        probe(1, 60, ProbeResult.Decision.BEYOND, Double.POSITIVE_INFINITY),
                        probe(2, 40, ProbeResult.Decision.WITHIN, 433)));
    }

    private static String written(CapacityFormat format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        format.write(result(), bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void textBeginsWithTheCapacityAndListsProbesByLoad() throws IOException {
        List<String> lines = written(new CapacityText()).lines().toList();

        assertThat(lines.get(0)).isEqualTo("SIMULATED capacity of Chat: 41.0 (39.5 to 42.3) requests/s, 95 %");
        assertThat(lines)
                .contains("found: the interval is as narrow as asked for")
                .contains("not searched for: goodput >= 5.0 1/s: it does not bound the latency of requests")
                .contains("predicted: 44.0 requests/s");
        assertThat(lines.get(lines.size() - 2))
                .contains("40")
                .contains("within")
                .contains("433.0");
        assertThat(lines.get(lines.size() - 1))
                .contains("60")
                .contains("beyond")
                .contains("inf");
    }

    @Test
    void pageHasTheCurvesWithTheCapacityMarked() throws IOException {
        String page = written(new CapacityPage());

        assertThat(page)
                .contains("Capacity of Chat: 41.0 (39.5 to 42.3) requests/s, 95 %")
                .contains("SIMULATED")
                .contains("Throughput and goodput over rate")
                .contains("ttft.p95 over rate")
                .contains("\"capacity\"")
                .contains("broken &lt;b&gt;here&lt;/b&gt;")
                .doesNotContain("broken <b>");
    }

    @Test
    void formatsAreFoundByName() {
        assertThat(ServiceLoader.load(CapacityFormat.class))
                .extracting(CapacityFormat::name)
                .contains("text", "html", "json");
    }
}
