package io.varcas.compare;

import static io.varcas.compare.Sides.DEFAULT;
import static io.varcas.compare.Sides.kinds;
import static io.varcas.compare.Sides.metric;
import static io.varcas.compare.Sides.one;
import static io.varcas.compare.Sides.side;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.Side;
import io.varcas.compare.match.Warning;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.Origin;
import io.varcas.record.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which numbers of the sides are compared, and which only shown. */
class ComparedMetricsTest {

    @Test
    void failuresAtInfinityAreComparedByRank() {
        Side a = side("A", 6, 1, 0.01, 5);
        Side b = side("B", 6, 1, 0.01, 6, run -> run.with("ttft.p95", Double.POSITIVE_INFINITY));
        MetricComparison p95 = metric(Comparison.of(a, b, DEFAULT), "ttft.p95");
        assertThat(p95.verdict()).contains(ChangeVerdict.WORSE);
        assertThat(p95.change()).isEmpty();
    }

    @Test
    void whatTooFewSamplesSupportIsNotCompared() {
        Side a = side("A", 6, 1, 0.01, 5, run -> run.n(100));
        Side b = side("B", 6, 2, 0.01, 6, run -> run.n(100));
        Comparison comparison = Comparison.of(a, b, DEFAULT);
        assertThat(metric(comparison, "ttft.p95").reason()).isEqualTo("n too small in each repeat");
        assertThat(metric(comparison, "ttft.p50").verdict()).contains(ChangeVerdict.WORSE);
    }

    @Test
    void doesNotRepeatGainsOfTheFewThatFinished() {
        TestRun baseline = TestRun.of("throughput.output", 69)
                .with("rate.offered", 20)
                .with("rate.completed", 1.66)
                .with("tpot.mean", 252)
                .outcome(Outcome.COMPLETED, 60)
                .outcome(Outcome.CANCELLED, 1_150)
                .origin(Origin.IMPORTED);
        TestRun candidate = TestRun.of("throughput.output", 84)
                .with("rate.offered", 20)
                .with("rate.completed", 1.40)
                .with("tpot.mean", 38)
                .outcome(Outcome.COMPLETED, 93)
                .outcome(Outcome.CANCELLED, 1_121)
                .origin(Origin.IMPORTED);
        Comparison comparison = Comparison.of(one("A1", baseline), one("A6", candidate), DEFAULT);
        assertThat(kinds(comparison)).contains(Warning.Kind.SURVIVORSHIP);
        assertThat(metric(comparison, "throughput.output").change()).isEmpty();
        assertThat(metric(comparison, "throughput.output").verdict()).contains(ChangeVerdict.INCONCLUSIVE);
        assertThat(metric(comparison, "throughput.output").reason())
                .isEqualTo(
                        "made of the finished requests alone: finished are 5.0 % of the baseline's requests and 7.7 % of"
                                + " the candidate's");
        assertThat(metric(comparison, "rate.offered").change().getAsDouble()).isZero();
        assertThat(metric(comparison, "rate.completed").change().getAsDouble()).isNegative();
    }

    @Test
    void nativePercentilesStandThoughManyWereCutOff() {
        Side a = side(
                "A", 6, 1, 0.01, 5, run -> run.outcome(Outcome.CANCELLED, 300).with("ttft.ok.p50", 5));
        Side b = side(
                "B", 6, 2, 0.01, 6, run -> run.outcome(Outcome.CANCELLED, 300).with("ttft.ok.p50", 9));
        CompareOptions options =
                DEFAULT.withMetrics(List.of(MetricKey.parse("ttft.p50"), MetricKey.parse("ttft.ok.p50")));
        Comparison comparison = Comparison.of(a, b, options);
        assertThat(metric(comparison, "ttft.p50").verdict()).contains(ChangeVerdict.WORSE);
        assertThat(metric(comparison, "ttft.ok.p50").reason()).startsWith("made of the finished requests alone");
    }

    @Test
    void arrivalRateIsShownAndNeverJudged() {
        Side a = side("A", 6, 1, 0.01, 5);
        Side b = side("B", 6, 1, 0.01, 6, run -> run.with("rate.offered", 9));
        Comparison comparison = Comparison.of(a, b, DEFAULT);
        assertThat(metric(comparison, "rate.offered").verdict()).isEmpty();
        assertThat(kinds(comparison)).contains(Warning.Kind.OFFERED_RATE_DIFFERS);
    }

    @Test
    void neverCallsAMetricWithoutABetterSideBetter() {
        for (Metric metric : Metric.values()) {
            if (metric.better() == Metric.Better.NEITHER) {
                MetricKey key = new MetricKey(metric, false, metric.statistics().get(0));
                Comparison comparison =
                        Comparison.of(side("A", 6, 1, 0, 1), side("B", 6, 1, 0, 1), DEFAULT.withMetrics(List.of(key)));
                assertThat(comparison.trials().get(0).metrics()).isEmpty();
                assertThat(metric(comparison, key.label()).verdict()).isEmpty();
            }
        }
    }

    @Test
    void objectivesOfTheWorkloadAreCompared() {
        Side a = side("A", 6, 1, 0.01, 5, run -> run.with("e2e.p90", 800).objective("e2e.p90", 1_000));
        Side b = side("B", 6, 1, 0.01, 6, run -> run.with("e2e.p90", 900).objective("e2e.p90", 1_000));
        assertThat(metric(Comparison.of(a, b, DEFAULT), "e2e.p90").verdict()).contains(ChangeVerdict.WORSE);
    }
}
