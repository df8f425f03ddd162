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

    private static MetricSet ttft(double median, long n) {
        return MetricSet.of(
                List.of(new MetricSummary(Metric.TTFT, false, n, 0, Origin.MEASURED, Map.of(Statistic.P50, median))));
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
        MetricSet none = MetricSet.of(List.of(
                new MetricSummary(Metric.RATE_FAILED, false, 0, 0, Origin.MEASURED, Map.of(Statistic.VALUE, 0.0))));
        assertThat(Verdict.of(Objective.of("rate.failed", Direction.AT_MOST, 0, Unit.OWN, ""), none)
                        .status())
                .isEqualTo(Verdict.Status.MET);
    }

    @Test
    void refusesANegativeNumberOfSamples() {
        assertThatThrownBy(() -> FAST.withMinSamples(-1)).hasMessageContaining("must be at least 0");
    }
}
