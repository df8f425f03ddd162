package io.varcas.reports.tune;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.metric.Origin;
import io.varcas.reports.chart.Chart;
import io.varcas.reports.chart.StepCharts;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.tune.step.StepCell;
import io.varcas.tune.step.StepConfig;
import io.varcas.tune.step.StepFormat;
import io.varcas.tune.step.StepKind;
import io.varcas.tune.step.StepMetric;
import io.varcas.tune.step.StepProfile;
import io.varcas.tune.step.StepTimes;
import io.varcas.tune.step.TimeSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StepReportsTest {

    private static final String HOSTILE = "<script>alert(1)</script>\u001b[31m";

    @Test
    void drawsEachQuantityOverTheBatchIfItVaries() {
        List<Chart> charts = StepCharts.of(profile("http://gpu", 1, 8, 32));

        assertThat(charts)
                .extracting(Chart::title)
                .containsExactly(
                        "Latency of a decode step",
                        "Throughput",
                        "KV memory",
                        "GPU memory",
                        "Queue",
                        "Efficiency",
                        "GPU utilization");
        assertThat(charts).allMatch(chart -> chart.x().label().equals("B"));
        assertThat(charts.get(1).series().get(0).x().stream()).containsExactly(1.0, 8.0, 32.0);
        assertThat(charts.get(1).series().get(0).y().stream()).containsExactly(100.0, 800.0, 3200.0);
    }

    @Test
    void drawsCellsByNameIfTheBatchDoesNotVary() {
        assertThat(StepCharts.of(profile("http://gpu", 8)).get(0).x().names()).containsExactly("decode M16 B8 bs16");
    }

    @Test
    void showsInEveryFormatWhatWasMeasuredAndWhyTheRestWasNot() throws IOException {
        StepProfile profile = profile("http://gpu", 8);
        for (StepFormat format : formats("text", "html", "svg")) {
            assertThat(written(format, profile))
                    .as(format.name())
                    .contains("1 of 2 cells measured, 1 skipped", "http://gpu");
        }
        for (StepFormat format : formats("text", "html")) {
            assertThat(written(format, profile))
                    .as(format.name())
                    .contains("10.50", "n too small: needs 100", "B of 900 exceeds max-num-seqs 256")
                    .contains("preemptions: not measured: the page is closed", "decode M16 B8 bs16: a note");
        }
    }

    @Test
    void escapesTextOfTheServer() throws IOException {
        for (StepFormat format : formats("html", "svg")) {
            assertThat(written(format, profile(HOSTILE, 8))).as(format.name()).doesNotContain("<script>alert");
        }
        assertThat(written(formats("text").get(0), profile(HOSTILE, 8))).doesNotContain("\u001b");
    }

    /** A script finds the data of the charts by its id. */
    @Test
    void givesEachElementOfThePageItsOwnId() throws IOException {
        List<String> ids = Pattern.compile(" id=\"([^\"]+)\"")
                .matcher(written(formats("html").get(0), profile("http://gpu", 1, 8)))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(ids).doesNotHaveDuplicates().contains("charts", "plots", "steps-1");
    }

    private static List<StepFormat> formats(String... names) {
        List<StepFormat> found = new ArrayList<>();
        for (StepFormat format : ServiceLoader.load(StepFormat.class)) {
            if (List.of(names).contains(format.name())) {
                found.add(format);
            }
        }
        assertThat(found).hasSize(names.length);
        return found;
    }

    private static String written(StepFormat format, StepProfile profile) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        format.write(profile, bytes);
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static StepProfile profile(String target, int... batches) {
        List<StepCell> cells = new ArrayList<>();
        for (int batch : batches) {
            cells.add(cell(batch));
        }
        cells.add(new StepCell(
                StepConfig.of(StepKind.DECODE, 64, 16, 900, 16, 1, 3),
                StepCell.Status.SKIPPED,
                "B of 900 exceeds max-num-seqs 256",
                Origin.MEASURED,
                Map.of(),
                Map.of(),
                Map.of(),
                List.of()));
        return new StepProfile(
                Instant.parse("2026-11-30T12:00:00Z"),
                new TargetIdentity(
                        target, target, false, Optional.of("0.32.0"), "llama", OptionalInt.empty(), Map.of()),
                42,
                32,
                cells);
    }

    private static StepCell cell(int batch) {
        List<Double> steps = new ArrayList<>(Collections.nCopies(49, 10.0));
        steps.addAll(Collections.nCopies(49, 11.0));
        return new StepCell(
                StepConfig.of(StepKind.DECODE, 64, 16, batch, 16, 1, 3),
                StepCell.Status.MEASURED,
                "",
                Origin.MEASURED,
                Map.of(StepTimes.STEP, new TimeSummary(steps)),
                Map.of(
                        StepMetric.TOKENS_PER_SECOND, 100.0 * batch,
                        StepMetric.BATCH_EFFICIENCY, 0.9,
                        StepMetric.KV_USAGE_MAX, 0.3,
                        StepMetric.RUNNING_MAX, (double) batch,
                        StepMetric.WAITING_MAX, 0.0,
                        StepMetric.GPU_MEMORY_MAX, 70_000.0,
                        StepMetric.GPU_UTILIZATION, 0.8),
                Map.of(StepMetric.PREEMPTIONS, "the page is closed"),
                List.of("a note"));
    }
}
