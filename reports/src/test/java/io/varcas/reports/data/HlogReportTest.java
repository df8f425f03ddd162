package io.varcas.reports.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.metric.MetricKey;
import io.varcas.reports.sample.FailedTrial;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HlogReportTest {

    @TempDir
    Path folder;

    private static byte[] render(ResultBundle bundle) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new HlogReport().write(bundle, out);
        return out.toByteArray();
    }

    private static Map<String, List<Histogram>> read(byte[] log) {
        Map<String, List<Histogram>> histograms = new LinkedHashMap<>();
        HistogramLogReader reader = new HistogramLogReader(new ByteArrayInputStream(log));
        while (reader.hasNext()) {
            Histogram histogram = (Histogram) reader.nextIntervalHistogram();
            histograms
                    .computeIfAbsent(histogram.getTag(), tag -> new ArrayList<>())
                    .add(histogram);
        }
        return histograms;
    }

    @Test
    void isReadByHdrHistogramsOwnReaderAndHoldsTheSamplesOfTheResult() throws IOException {
        ResultBundle bundle = SampleBundle.write(folder, SampleLoad.open(40).ofRequests(1500, 8));
        TrialResult trial = bundle.result().trials().get(0);
        Map<String, List<Histogram>> read = read(render(bundle));
        Histogram ttft = new Histogram(3);
        read.getOrDefault("ttft", List.of()).forEach(ttft::add);

        assertThat(read).containsKeys("ttft", "ttft.service", "e2e", "tpot", "itl", "stall.max");
        assertThat(read.get("ttft")).hasSize(3);
        assertThat(ttft.getTotalCount())
                .isEqualTo(trial.metrics()
                        .find(MetricKey.parse("ttft.ok.p50"))
                        .orElseThrow()
                        .n());
        double p90 = trial.metrics().value(MetricKey.parse("ttft.ok.p90")).orElseThrow();
        assertThat(ttft.getValueAtPercentile(90) / 1e6).isCloseTo(p90, within(p90 * 2e-3));
    }

    @Test
    void distinguishesTrialsAndReportsWhatTheFormatCannotHold() throws IOException {
        ResultBundle bundle = SampleBundle.write(
                folder,
                SampleLoad.open(40).ofRequests(900, 8),
                SampleLoad.open(80).ofRequests(900, 8));
        byte[] log = render(bundle);

        assertThat(read(log)).containsKeys("trial-1.ttft", "trial-2.ttft");
        assertThat(new String(log, StandardCharsets.UTF_8)).contains("failed requests are not in the histograms");
    }

    @Test
    void reportsThatAFailedTrialHasNoLog() throws IOException {
        byte[] log =
                render(new ResultBundle(folder, SampleBundle.run("failed", List.of(FailedTrial.because("refused")))));

        assertThat(new String(log, StandardCharsets.UTF_8)).contains("#[Chat: no request log]");
    }
}
