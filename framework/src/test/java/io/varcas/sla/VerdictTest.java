package io.varcas.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.annotation.Severity;
import io.varcas.annotation.Unit;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import io.varcas.sla.Objective.Direction;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Objective FAST = Objective.of("ttft.p50", Direction.AT_MOST, 100, Unit.OWN, "");

    private static VerdictInput ttft(double median, long n) {
        return VerdictInput.of(set(Metric.TTFT, Origin.MEASURED, n, Statistic.P50, median));
    }

    private static MetricSet set(Metric metric, Origin origin, long n, Statistic statistic, double value) {
        return MetricSet.of(List.of(new MetricSummary(metric, false, n, 0, origin, Map.of(statistic, value))));
    }

    @Test
    void aBrokenObjectiveFailsTheRunUnlessItIsAWarning() {
        assertThat(Verdict.of(FAST, ttft(200, 1_000)).fails()).isTrue();
        Verdict warned = Verdict.of(FAST.withSeverity(Severity.WARN), ttft(200, 1_000));
        assertThat(warned.status()).isEqualTo(Verdict.Status.BROKEN);
        assertThat(warned.fails()).isFalse();
        assertThat(warned.word()).isEqualTo("warning: broken");
    }

    @Test
    void fewerSamplesThanAskedForDecideNothing() {
        Verdict verdict = Verdict.of(FAST.withMinSamples(2_000), ttft(50, 1_999));
        assertThat(verdict.status()).isEqualTo(Verdict.Status.NOT_MEASURED);
        assertThat(verdict.note()).isEqualTo("n below 2000");
        assertThat(Verdict.of(FAST.withMinSamples(2_000), ttft(50, 2_000)).status())
                .isEqualTo(Verdict.Status.MET);
    }

    @Test
    void noFailuresAtAllMeetAnObjectiveOfNone() {
        MetricSet none = set(Metric.RATE_FAILED, Origin.MEASURED, 0, Statistic.VALUE, 0);
        assertThat(Verdict.of(Objective.of("rate.failed", Direction.AT_MOST, 0, Unit.OWN, ""), VerdictInput.of(none))
                        .status())
                .isEqualTo(Verdict.Status.MET);
    }

    @Test
    void aPredictionIsJudgedByWhatWasPredicted() {
        Objective sized = Objective.of("predicted.ttft.p50", Direction.AT_MOST, 100, Unit.OWN, "");
        VerdictInput grounds = new VerdictInput(
                set(Metric.TTFT, Origin.MEASURED, 1_000, Statistic.P50, 90),
                set(Metric.TTFT, Origin.PREDICTED, 500, Statistic.P50, 140),
                Map.of(),
                "");
        Verdict verdict = Verdict.of(sized, grounds);
        assertThat(verdict.status()).isEqualTo(Verdict.Status.BROKEN);
        assertThat(verdict.value()).hasValue(140);
        assertThat(verdict.origin()).contains(Origin.PREDICTED);
        assertThat(verdict.n()).isEqualTo(500);
        assertThat(Verdict.of(FAST, grounds).status()).isEqualTo(Verdict.Status.MET);
    }

    @Test
    void reportsWhyThereIsNoNumber() {
        MetricSet none = MetricSet.of(List.of());
        VerdictInput grounds = new VerdictInput(
                none, none, Map.of(Metric.ACCURACY_SCORE, "there was no accuracy pass"), "the hardware is not known");
        assertThat(Verdict.of(Objective.of("accuracy.score", Direction.AT_LEAST, 0.8, Unit.OWN, ""), grounds))
                .matches(verdict -> verdict.status() == Verdict.Status.NOT_MEASURED)
                .extracting(Verdict::note)
                .isEqualTo("there was no accuracy pass");
        assertThat(Verdict.of(Objective.of("predicted.e2e.p95", Direction.AT_MOST, 1, Unit.SECONDS, ""), grounds)
                        .note())
                .isEqualTo("the hardware is not known");
        assertThat(Verdict.of(FAST, grounds).note()).isEqualTo("no samples");
    }

    @Test
    void refusesANegativeNumberOfSamples() {
        assertThatThrownBy(() -> FAST.withMinSamples(-1)).hasMessageContaining("must be at least 0");
    }
}
