package io.varcas.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.Origin;
import io.varcas.metric.Outcome;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.stats.Design;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {

    private static final CompareOptions DEFAULT = CompareOptions.DEFAULT;

    /** Runs whose numbers scatter by a share, around a level. */
    private static Side side(
            String name, int runs, double level, double noise, long chance, UnaryOperator<TestRun> more) {
        Random random = new Random(chance);
        return new Side(
                name,
                IntStream.range(0, runs)
                        .mapToObj(i -> {
                            double factor = level * (1 + noise * random.nextGaussian());
                            return more.apply(TestRun.of("ttft.p50", 40 * factor)
                                            .with("ttft.p95", 90 * factor * (1 + noise * random.nextGaussian()))
                                            .with("tpot.p50", 12 * factor * (1 + noise * random.nextGaussian()))
                                            .with("throughput.requests", 5 / factor)
                                            .with("rate.offered", 5)
                                            .with("rate.failed", 0)
                                            .seed(i))
                                    .build();
                        })
                        .toList());
    }

    private static Side side(String name, int runs, double level, double noise, long chance) {
        return side(name, runs, level, noise, chance, run -> run);
    }

    private static Side one(String name, TestRun run) {
        return new Side(name, List.of(run.build()));
    }

    private static MetricComparison metric(Comparison comparison, String label) {
        MetricKey key = MetricKey.parse(label);
        TrialComparison trial = comparison.trials().get(0);
        return java.util.stream.Stream.concat(trial.metrics().stream(), trial.context().stream())
                .filter(metric -> metric.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static List<Warning.Kind> kinds(Comparison comparison) {
        return java.util.stream.Stream.concat(
                        comparison.warnings().stream(),
                        comparison.trials().stream().flatMap(trial -> trial.warnings().stream()))
                .map(Warning::kind)
                .toList();
    }

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
        assertThat(ttft.reason()).startsWith("these repeats find changes from").contains("10.0 % needs");
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
                .containsOnly("beyond chance by itself, not among all metrics; more repeats would tell");
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
    void windowsOfSingleRunsServeAsRepeatsAndSayWhatTheyMiss() {
        TestRun a = TestRun.of("tpot.p50", 10);
        TestRun b = TestRun.of("tpot.p50", 12);
        for (int i = 0; i < 8; i++) {
            a.window("tpot.p50", 10 + 0.01 * i);
            b.window("tpot.p50", 12 + 0.01 * i);
        }
        Comparison comparison = Comparison.of(one("A", a), one("B", b), DEFAULT);
        assertThat(comparison.trials().get(0).unit()).isEqualTo(RepeatUnit.WINDOWS);
        assertThat(comparison.trials().get(0).design()).isEqualTo(Design.PAIRED);
        assertThat(metric(comparison, "tpot.p50").verdict()).contains(ChangeVerdict.WORSE);
        assertThat(kinds(comparison)).contains(Warning.Kind.NOISE_IS_PARTIAL);
    }

    @Test
    void forksOfSingleRunsServeAsRepeatsBeforeWindowsDo() {
        TestRun a = TestRun.of("tpot.p50", 10);
        TestRun b = TestRun.of("tpot.p50", 12);
        for (int i = 0; i < 6; i++) {
            a.fork(i, "tpot.p50", 10 + 0.01 * i, "00000000000000aa").window("tpot.p50", 99);
            b.fork(i, "tpot.p50", 12 + 0.01 * i, "00000000000000aa").window("tpot.p50", 99);
        }
        Comparison comparison = Comparison.of(one("A", a), one("B", b), DEFAULT);
        assertThat(comparison.trials().get(0).unit()).isEqualTo(RepeatUnit.FORKS);
        assertThat(comparison.trials().get(0).design()).isEqualTo(Design.PAIRED);
        assertThat(metric(comparison, "tpot.p50").verdict()).contains(ChangeVerdict.WORSE);
    }

    @Test
    void hashesProveWhetherTheRequestsAreTheSame() {
        TestRun a = TestRun.of("tpot.p50", 10).fork(1, "tpot.p50", 10, "00000000000000aa");
        TestRun b = TestRun.of("tpot.p50", 12).fork(1, "tpot.p50", 12, "00000000000000aa");
        TestRun c = TestRun.of("tpot.p50", 12).fork(1, "tpot.p50", 12, "00000000000000bb");
        Comparison same = Comparison.of(one("A", a), one("B", b), DEFAULT);
        assertThat(same.trials().get(0).sameRequests()).isEqualTo(SameRequests.PROVEN);
        assertThat(kinds(same)).doesNotContain(Warning.Kind.REQUESTS_DIFFER);
        Comparison other = Comparison.of(one("A", a), one("C", c), DEFAULT);
        assertThat(other.trials().get(0).sameRequests()).isEqualTo(SameRequests.NO);
        assertThat(kinds(other)).contains(Warning.Kind.REQUESTS_DIFFER);
    }

    @Test
    void pairsRepeatsOfTheSameSeeds() {
        Side a = side("A", 6, 1, 0.01, 5);
        assertThat(Comparison.of(a, side("B", 6, 1, 0.01, 6), DEFAULT)
                        .trials()
                        .get(0)
                        .design())
                .isEqualTo(Design.PAIRED);
        Side others = side("B", 6, 1, 0.01, 6, run -> run.seed(77));
        assertThat(Comparison.of(a, others, DEFAULT).trials().get(0).design()).isEqualTo(Design.UNPAIRED);
    }

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
    void invalidAndFailedRunsAreLeftOutAndNamed() {
        Side a = side("A", 5, 1, 0.01, 5);
        List<RunResult> runs =
                new java.util.ArrayList<>(side("B", 4, 1, 0.01, 6).runs());
        runs.add(TestRun.of("ttft.p50", 400)
                .invalid("send lag p99 was 9 ms; at most 5 ms")
                .build());
        runs.add(TestRun.of("ttft.p50", 400).status(Status.FAILED).build());
        Comparison comparison = Comparison.of(a, new Side("B", runs), DEFAULT);
        assertThat(comparison.trials().get(0).candidateRepeats()).isEqualTo(4);
        assertThat(comparison.trials().get(0).warnings())
                .extracting(Warning::sentence)
                .contains(
                        "a run of B is left out: it is INVALID: send lag p99 was 9 ms; at most 5 ms",
                        "a run of B is left out: it broke");
    }

    /** The original's "+22 % throughput": tokens of finished requests while most never finished. */
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

    @Test
    void trialsOfASweepAreComparedEachWithItsOwn() {
        RunResult five = TestRun.of("ttft.p50", 10).param("rate", "5").build();
        RunResult ten = TestRun.of("ttft.p50", 20).param("rate", "10").build();
        RunResult twenty = TestRun.of("ttft.p50", 40).param("rate", "20").build();
        Comparison comparison =
                Comparison.of(new Side("A", List.of(five, ten)), new Side("B", List.of(ten, twenty)), DEFAULT);
        assertThat(comparison.trials()).extracting(TrialComparison::name).containsExactly("Chat {rate=10}");
        assertThat(comparison.warnings())
                .extracting(Warning::sentence)
                .containsExactly("Chat {rate=5} is in A and not in B", "Chat {rate=20} is in B and not in A");
    }

    @Test
    void aParameterMayBeTheFactor() {
        Comparison comparison = Comparison.of(
                one("A", TestRun.of("ttft.p50", 10).param("chunked", "off")),
                one("B", TestRun.of("ttft.p50", 12).param("chunked", "on")),
                DEFAULT);
        assertThat(comparison.trials().get(0).name()).isEqualTo("Chat {chunked=off} against Chat {chunked=on}");
        assertThat(comparison.trials().get(0).differences()).containsExactly(new Difference("chunked", "off", "on"));
    }

    @Test
    void oneDifferenceIsTheFactorAndRaisesNoWarning() {
        Comparison comparison = Comparison.of(
                one("A", TestRun.of("ttft.p50", 10).fact("max-num-seqs", "256")),
                one("B", TestRun.of("ttft.p50", 12).fact("max-num-seqs", "8")),
                DEFAULT);
        assertThat(comparison.trials().get(0).differences())
                .containsExactly(new Difference("max-num-seqs", "256", "8"));
        assertThat(kinds(comparison)).isEmpty();
    }

    @Test
    void whatIsSimulatedFollowsFromWhatWasAskedAndIsNoFactorOfItsOwn() {
        Comparison comparison = Comparison.of(
                one("A", TestRun.of("ttft.p50", 10).fact("simulates", "5 ms").fact("simulation", "sim:step-base=5ms")),
                one("B", TestRun.of("ttft.p50", 12).fact("simulates", "6 ms").fact("simulation", "sim:step-base=6ms")),
                DEFAULT);
        assertThat(kinds(comparison)).isEmpty();
    }

    @Test
    void noDifferenceAtAllIsSaid() {
        Comparison comparison = Comparison.of(side("A", 4, 1, 0.01, 1), side("B", 4, 1, 0.01, 2), DEFAULT);
        assertThat(kinds(comparison)).containsExactly(Warning.Kind.NOTHING_DIFFERS);
    }

    @Test
    void severalDifferencesAreNamed() {
        Comparison comparison = Comparison.of(
                one("A", TestRun.of("ttft.p50", 10).fact("max-num-seqs", "256")),
                one(
                        "B",
                        TestRun.of("ttft.p50", 12)
                                .fact("max-num-seqs", "8")
                                .engineVersion("0.33.0")
                                .host("laptop")),
                DEFAULT);
        assertThat(kinds(comparison)).containsExactly(Warning.Kind.SEVERAL_FACTORS, Warning.Kind.CLIENT_DIFFERS);
        assertThat(comparison.trials().get(0).warnings().get(0).sentence())
                .isEqualTo(
                        "more than one thing differs, so a change cannot be laid to one of them: engine version (0.32.0 ->"
                                + " 0.33.0); max-num-seqs (256 -> 8)");
    }

    @Test
    void theNamedFactorMustDifferAndNothingElse() {
        CompareOptions options = DEFAULT.withFactors(Set.of("max-num-seqs"));
        Comparison comparison = Comparison.of(
                one("A", TestRun.of("ttft.p50", 10)),
                one("B", TestRun.of("ttft.p50", 12).engineVersion("0.33.0")),
                options);
        assertThat(kinds(comparison)).containsExactly(Warning.Kind.FACTOR_IS_THE_SAME, Warning.Kind.SEVERAL_FACTORS);
    }

    @Test
    void runsOfOneSideThatDifferAreNamed() {
        Side mixed = new Side(
                "A",
                List.of(
                        TestRun.of("ttft.p50", 10).engineVersion("0.32.0").build(),
                        TestRun.of("ttft.p50", 10).engineVersion("0.33.0").build()));
        Comparison comparison = Comparison.of(mixed, side("B", 1, 1, 0, 1), DEFAULT);
        assertThat(kinds(comparison)).contains(Warning.Kind.SIDE_IS_MIXED);
    }

    @Test
    void differentSeedsAreDifferentRequests() {
        Comparison comparison = Comparison.of(
                one("A", TestRun.of("ttft.p50", 10).seed(1)),
                one("B", TestRun.of("ttft.p50", 10).seed(2)),
                DEFAULT);
        assertThat(kinds(comparison)).contains(Warning.Kind.REQUESTS_DIFFER);
    }
}
