package io.varcas.compare;

import static io.varcas.compare.Sides.DEFAULT;
import static io.varcas.compare.Sides.metric;
import static io.varcas.compare.Sides.side;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.compare.match.Side;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether two sides differ: what repeats can show, and what they cannot. */
class ComparisonVerdictTest {

    @Test
    void findsATenPerCentSlowDown() {
        Comparison comparison = Comparison.of(side("A", 8, 1, 0.02, 1), side("B", 8, 1.1, 0.02, 2), DEFAULT);
        assertThat(comparison.verdict()).isEqualTo(ChangeVerdict.WORSE);
        MetricComparison ttft = metric(comparison, "ttft.p50");
        assertThat(ttft.verdict()).contains(ChangeVerdict.WORSE);
        assertThat(ttft.change().getAsDouble()).isCloseTo(0.1, within(0.03));
        assertThat(ttft.evidence().orElseThrow().changeInterval().orElseThrow().contains(0.1))
                .isTrue();
        assertThat(ttft.evidence().orElseThrow().noiseFloor().getAsDouble()).isCloseTo(0.02, within(0.01));
        assertThat(metric(comparison, "throughput.requests").verdict()).contains(ChangeVerdict.WORSE);
    }

    @Test
    void knowsThatMoreThroughputIsBetter() {
        Comparison comparison = Comparison.of(side("A", 8, 1, 0.01, 3), side("B", 8, 0.8, 0.01, 4), DEFAULT);
        assertThat(metric(comparison, "throughput.requests").verdict()).contains(ChangeVerdict.BETTER);
        assertThat(metric(comparison, "throughput.requests").improvement().getAsDouble())
                .isPositive();
        assertThat(metric(comparison, "ttft.p50").improvement().getAsDouble()).isCloseTo(0.2, within(0.03));
        assertThat(comparison.verdict()).isEqualTo(ChangeVerdict.BETTER);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8})
    void equalsAreCalledDifferentInAtMostOneOfTwenty(int repeats) {
        int shown = 0;
        int rounds = 200;
        for (int round = 0; round < rounds; round++) {
            Comparison comparison = Comparison.of(
                    side("A", repeats, 1, 0.03, 2L * round), side("B", repeats, 1, 0.03, 2L * round + 1), DEFAULT);
            ChangeVerdict verdict = comparison.verdict();
            shown += verdict == ChangeVerdict.BETTER || verdict == ChangeVerdict.WORSE ? 1 : 0;
        }
        // 5 % expected at most; three standard errors of 200 rounds are 4.6 %
        assertThat((double) shown / rounds).isLessThan(0.096);
    }

    @Test
    void oneRunEachIsInconclusive() {
        Comparison comparison = Comparison.of(side("A", 1, 1, 0, 1), side("B", 1, 2, 0, 1), DEFAULT);
        assertThat(comparison.verdict()).isEqualTo(ChangeVerdict.INCONCLUSIVE);
        assertThat(metric(comparison, "ttft.p50").reason()).isEqualTo("one run each");
        assertThat(metric(comparison, "ttft.p50").change().getAsDouble()).isCloseTo(1, within(1e-12));
    }

    @Test
    void threeRunsEachSayHowManyWouldDo() {
        Comparison comparison = Comparison.of(side("A", 3, 1, 0.01, 1), side("B", 3, 2, 0.01, 1), DEFAULT);
        assertThat(metric(comparison, "ttft.p50").reason())
                .isEqualTo("3 repeats a side; a difference can be shown from 4 on");
    }

    @Test
    void noiseThatHidesAChangeWorthKnowingIsInconclusive() {
        Comparison comparison = Comparison.of(side("A", 6, 1, 0.3, 21), side("B", 6, 1, 0.3, 22), DEFAULT);
        MetricComparison ttft = metric(comparison, "ttft.p50");
        assertThat(ttft.verdict()).contains(ChangeVerdict.INCONCLUSIVE);
        assertThat(ttft.reason()).startsWith("a change of up to ").contains("10.0 % needs");
        assertThat(ttft.evidence().orElseThrow().repeatsNeeded().orElseThrow()).isGreaterThan(6);
    }

    @Test
    void aLikelyChangeThatIsNotShownIsInconclusiveAndSoIsTheTrial() {
        List<Comparison> comparisons = IntStream.range(0, 100)
                .mapToObj(
                        i -> Comparison.of(side("A", 4, 1, 0.03, 2L * i), side("B", 4, 1.1, 0.03, 2L * i + 1), DEFAULT))
                .filter(comparison -> comparison.verdict() != ChangeVerdict.WORSE)
                .toList();
        List<MetricComparison> unsettled = comparisons.stream()
                .flatMap(comparison -> comparison.trials().get(0).unsettled())
                .toList();
        assertThat(unsettled)
                .isNotEmpty()
                .allMatch(metric -> metric.verdict().equals(Optional.of(ChangeVerdict.INCONCLUSIVE)))
                .filteredOn(metric -> metric.change().getAsDouble() >= DEFAULT.effect())
                .isNotEmpty()
                .extracting(MetricComparison::reason)
                .containsOnly(
                        "significant alone, but not after correction for all metrics; run more repeats to decide");
        assertThat(comparisons)
                .filteredOn(comparison ->
                        comparison.trials().get(0).unsettled().findAny().isPresent())
                .allMatch(comparison -> comparison.verdict() == ChangeVerdict.INCONCLUSIVE);
    }

    @Test
    void thatNothingFailedOnEitherSideTellsOfNoOtherMetric() {
        Comparison comparison = Comparison.of(side("A", 6, 1, 0.6, 21), side("B", 6, 1, 0.6, 22), DEFAULT);
        assertThat(metric(comparison, "rate.failed").verdict()).contains(ChangeVerdict.NO_DIFFERENCE_SHOWN);
        assertThat(comparison.verdict()).isEqualTo(ChangeVerdict.INCONCLUSIVE);
    }

    @Test
    void equalsOfLittleNoiseShowNoDifference() {
        Comparison comparison = Comparison.of(side("A", 8, 1, 0.02, 1), side("B", 8, 1, 0.02, 2), DEFAULT);
        assertThat(comparison.verdict()).isEqualTo(ChangeVerdict.NO_DIFFERENCE_SHOWN);
    }

    @Test
    void equalRatesOfAnOpenLoopTellNothingOfALatency() {
        Comparison comparison = Comparison.of(steadyRate("A", 1, 31), steadyRate("B", 1.1, 32), DEFAULT);
        assertThat(metric(comparison, "throughput.requests").verdict()).contains(ChangeVerdict.NO_DIFFERENCE_SHOWN);
        assertThat(metric(comparison, "ttft.p50").verdict()).contains(ChangeVerdict.INCONCLUSIVE);
        assertThat(comparison.verdict()).isEqualTo(ChangeVerdict.INCONCLUSIVE);
    }

    @Test
    void aGainElsewhereDoesNotHideThatALatencyWithAnObjectiveIsUndecided() {
        Comparison comparison = Comparison.of(
                side("A", 6, 1, 0.3, 21, run -> run.objective("ttft.p95", 500).with("throughput.output", 100)),
                side("B", 6, 1, 0.3, 22, run -> run.objective("ttft.p95", 500).with("throughput.output", 150)),
                DEFAULT);
        assertThat(metric(comparison, "throughput.output").verdict()).contains(ChangeVerdict.BETTER);
        assertThat(comparison.verdict()).isEqualTo(ChangeVerdict.INCONCLUSIVE);
    }

    private static Side steadyRate(String name, double level, long chance) {
        return side(name, 6, level, 0.3, chance, run -> run.with("throughput.requests", 5));
    }
}
