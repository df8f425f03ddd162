package io.varcas.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.annotation.Severity;
import io.varcas.annotation.Unit;
import io.varcas.metric.Distribution;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import io.varcas.sla.Objective.Direction;
import io.varcas.stats.Interval;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        assertThat(verdict.status()).isEqualTo(Verdict.Status.UNDECIDED);
        assertThat(verdict.note()).isEqualTo("n below 2000: needs about 1 more requests");
        assertThat(Verdict.of(FAST.withMinSamples(2_000), ttft(50, 2_000)).status())
                .isEqualTo(Verdict.Status.MET);
    }

    private static Verdict ofTimes(Objective objective, long failed, double... millis) {
        Distribution times = Distribution.ofDurations();
        for (double time : millis) {
            times.add(Math.round(time * 1e6));
        }
        for (long i = 0; i < failed; i++) {
            times.addInfinite();
        }
        MetricSummary rate = new MetricSummary(
                Metric.RATE_OFFERED,
                false,
                millis.length + failed,
                0,
                Origin.MEASURED,
                Map.of(Statistic.VALUE, (millis.length + failed) / 10.0));
        return Verdict.of(
                objective,
                VerdictInput.of(MetricSet.of(List.of(times.summary(Metric.TTFT, false, Origin.MEASURED), rate))));
    }

    private static double[] times(int n, double millis) {
        double[] times = new double[n];
        Arrays.fill(times, millis);
        return times;
    }

    @Test
    void aSmallSampleDecidesABoundOnAPercentileWhereItCan() {
        Objective p95 = Objective.of("ttft.p95", Direction.AT_MOST, 500, Unit.OWN, "");
        assertThat(ofTimes(p95, 0, times(64, 500)).status())
                .as("64 requests, none above 500 ms")
                .isEqualTo(Verdict.Status.MET);
        Objective p99 = Objective.of("ttft.p99", Direction.AT_MOST, 200, Unit.OWN, "");
        assertThat(ofTimes(p99, 0, times(4, 37_000)).status())
                .as("4 requests, all at 37 s")
                .isEqualTo(Verdict.Status.BROKEN);
        assertThat(ofTimes(p95, 20, times(180, 10)).status())
                .as("20 of 200 requests failed")
                .isEqualTo(Verdict.Status.BROKEN);
    }

    @Test
    void saysHowMuchMoreDecides() {
        Objective p95 = Objective.of("ttft.p95", Direction.AT_MOST, 500, Unit.OWN, "");
        Verdict open = ofTimes(p95, 0, times(40, 100));
        assertThat(open.status()).isEqualTo(Verdict.Status.UNDECIDED);
        assertThat(open.fails()).isTrue();
        assertThat(open.note())
                .isEqualTo("0 of 40 requests are beyond the bound, 5.0 % may be; needs about 19 more requests: run 5 s"
                        + " more");
        assertThat(ofTimes(p95, 2, times(38, 100)).note())
                .isEqualTo("2 of 40 requests are beyond the bound, 5.0 % may be; that is too near to decide");
    }

    @Test
    void theConfidenceDecidesHowMuchIsEnough() {
        Objective p95 = Objective.of("ttft.p95", Direction.AT_MOST, 500, Unit.OWN, "");
        Verdict usual = ofTimes(p95, 0, times(64, 100));
        MetricSummary found = new MetricSummary(
                Metric.TTFT, false, 64, 0, Origin.MEASURED, Map.of(Statistic.P95, 100.0, Statistic.MAX, 100.0));
        MetricSet none = MetricSet.of(List.of());
        VerdictInput surer = new VerdictInput(MetricSet.of(List.of(found)), none, Map.of(), "", 0.99);
        assertThat(usual.status()).isEqualTo(Verdict.Status.MET);
        assertThat(Verdict.of(p95, surer).status()).isEqualTo(Verdict.Status.UNDECIDED);
    }

    @Test
    void aLowerBoundCountsWhatIsBelow() {
        Objective atLeast = Objective.of("ttft.p50", Direction.AT_LEAST, 50, Unit.OWN, "");
        assertThat(ofTimes(atLeast, 0, times(30, 50)).status()).isEqualTo(Verdict.Status.MET);
        assertThat(ofTimes(atLeast, 0, times(30, 49)).status()).isEqualTo(Verdict.Status.BROKEN);
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

    @Test
    void runsTogetherDecideWhatEachAloneLeavesOpen() {
        Objective p95 = Objective.of("ttft.p95", Direction.AT_MOST, 500, Unit.OWN, "");
        Verdict open = ofTimes(p95, 0, times(40, 100));
        assertThat(Verdict.pooled(List.of(open))).isEmpty();
        Verdict both = Verdict.pooled(List.of(open, open)).orElseThrow();
        assertThat(both.status()).isEqualTo(Verdict.Status.MET);
        assertThat(both.n()).isEqualTo(80);
    }

    @ParameterizedTest(name = "{0} in {1} to {2} is {3}")
    @CsvSource({
        "0.90, 0.85, 0.94, 0.80, MET",
        "0.90, 0.80, 0.94, 0.80, MET",
        "0.82, 0.75, 0.88, 0.80, UNDECIDED",
        "0.79, 0.72, 0.84, 0.80, UNDECIDED",
        "0.70, 0.62, 0.78, 0.80, BROKEN",
        "1.00, 0.93, 1.00, 1.00, MET", // no interval can lie above 1
        "0.99, 0.93, 1.00, 1.00, BROKEN"
    })
    void decidesAScoreByItsInterval(double score, double low, double high, double bound, Verdict.Status expected) {
        assertThat(score(score, low, high, bound).status()).isEqualTo(expected);
    }

    @Test
    void namesTheSampleThatDecidesAScore() {
        // The lower end is 0.06 away and must come as near as 0.03: four times the sample.
        assertThat(score(0.83, 0.77, 0.88, 0.80).note())
                .isEqualTo("the interval of 0.7700 to 0.8800 contains the bound; grade about 200 outputs");
        assertThat(score(0.80, 0.77, 0.83, 0.80).note()).endsWith("the score is too near to decide");
    }

    private static Verdict score(double score, double low, double high, double bound) {
        MetricSummary summary = new MetricSummary(
                        Metric.ACCURACY_SCORE, false, 50, 0, Origin.MEASURED, Map.of(Statistic.VALUE, score))
                .with(Map.of(Statistic.VALUE, new Interval(low, high, 0.95)));
        return Verdict.of(
                Objective.of("accuracy.score", Direction.AT_LEAST, bound, Unit.OWN, ""),
                VerdictInput.of(MetricSet.of(List.of(summary))));
    }
}
