package io.varcas.profiler.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.fuzz.FuzzRun;
import io.varcas.fuzz.Mutator;
import io.varcas.profiler.Reading;
import io.varcas.profiler.prometheus.MetricsPage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever a server shows at {@code /metrics}: readings, and lines that could not be read. */
@Tag("slow")
class MetricsFuzzTest {

    private static final int INPUTS = FuzzRun.inputs(500);

    @Test
    void pagesEndInReadings() throws IOException {
        byte[] whole;
        try (InputStream page = MetricsFuzzTest.class.getResourceAsStream("vllm-0.32.0-metrics.txt")) {
            whole = Objects.requireNonNull(page).readAllBytes();
        }
        MetricsPage good = MetricsPage.parse(new String(whole, StandardCharsets.UTF_8));
        List<ServerMetric> metrics = ServerMetricTable.load();
        FuzzRun run = FuzzRun.ofInputs("/metrics pages");
        for (int i = 0; i < INPUTS; i++) {
            byte[] damaged = new Mutator(List.of(whole), new SplittableRandom(FuzzRun.SEED + i)).next();
            String text = new String(damaged, StandardCharsets.UTF_8);
            run.take(() -> text, () -> {
                MetricsPage page = VllmPage.read(text, any -> true);
                assertThat(page.samples().size() + page.faults().size())
                        .isLessThanOrEqualTo((int) text.lines().count());
                for (Reading reading : summary(good, page).of(metrics)) {
                    assertThat(reading.value().orElse(0)).as(reading.name()).isNotNegative();
                }
                summary(page, good).of(metrics);
            });
        }
        run.end();
    }

    private static ServerMetricsSummary summary(MetricsPage before, MetricsPage after) {
        return new ServerMetricsSummary(new PooledDelta(List.of(new PooledDelta.Pages(before, after))), "");
    }
}
