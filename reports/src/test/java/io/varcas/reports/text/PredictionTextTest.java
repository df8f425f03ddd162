package io.varcas.reports.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.result.PredictionResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PredictionTextTest {

    @Test
    void laysTheMeasuredBesideThePredictedWithTheGapInPercent() {
        List<String> lines =
                PredictionText.of(SampleBundle.prediction(), ttft(1000, 91.5)).lines();
        assertThat(lines.get(0).split("  +"))
                .containsExactly("metric", "predicted", "from", "to", "measured", "gap", "unit");
        assertThat(lines.get(1)).matches("ttft\\.p50 +61\\.0 +91\\.5 +\\+50\\.0 % +ms");
        assertThat(lines.get(3)).startsWith("tpot.p50").contains("not measured").doesNotContain("%");
    }

    @Test
    void takesNoGapFromASampleThatIsTooSmall() {
        List<String> lines =
                PredictionText.of(SampleBundle.prediction(), ttft(3, 91.5)).lines();
        assertThat(lines.get(1)).contains("n too small").doesNotContain("%");
    }

    @Test
    void reportsNothingOfWhatWasNotPredicted() {
        assertThat(PredictionText.of(PredictionResult.none("the hardware is not known"), ttft(1000, 91.5))
                        .isEmpty())
                .isTrue();
    }

    private static MetricSet ttft(long n, double p50) {
        return MetricSet.of(
                List.of(new MetricSummary(Metric.TTFT, false, n, 0, Origin.MEASURED, Map.of(Statistic.P50, p50))));
    }
}
