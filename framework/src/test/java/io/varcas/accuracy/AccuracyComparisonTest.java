package io.varcas.accuracy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.record.Outcome;
import io.varcas.setting.type.SettingException;
import io.varcas.traffic.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccuracyComparisonTest {

    @ParameterizedTest(name = "{0} to {1} is {2}")
    @CsvSource({
        "0.5, 0.5, NO_DEGRADATION",
        "0.5, 0.6, NO_DEGRADATION",
        "0.82, 0.8001, ACCEPTABLE",
        "0.30, 0.28, WARNING", // 2 points are no longer less than 2 points; 6.7 %
        "0.82, 0.80, ACCEPTABLE", // 2 points, but 2.4 %
        "0.80, 0.7601, ACCEPTABLE",
        "0.80, 0.76, WARNING", // 5 %
        "0.80, 0.7201, WARNING",
        "0.80, 0.72, CRITICAL", // 10 %
        "0.10, 0.0801, ACCEPTABLE", // 19.9 %, but less than 2 points
        "0.10, 0.08, CRITICAL",
        "0, 0, NO_DEGRADATION",
    })
    void classifiesAtTheEdges(double baseline, double candidate, DegradationClass expected) {
        assertThat(DegradationClass.of(baseline, candidate)).isEqualTo(expected);
    }

    @Test
    void passesIdenticalOutputsWithAnIntervalOfNoWidth() {
        AccuracyComparison same = compare(side(50, i -> i % 3 == 0 ? 0 : 1), side(50, i -> i % 3 == 0 ? 0 : 1), "0.01");
        assertThat(same.overall().interval().orElseThrow().width()).isZero();
        assertThat(same.verdict()).isEqualTo(NonInferiority.PASS);
        assertThat(same.overall().worseP()).isEqualTo(1);
        // No flip in 50: fewer than 3 of 50 are likely; 2.8 standard errors of that many.
        assertThat(same.overall().detectable()).isCloseTo(2.8016 * Math.sqrt(3) / 50, within(1e-4));
    }

    @Test
    void findsALossOfThreePercentInTwoThousandItemsAndNotInFifty() {
        AccuracyComparison large = compare(side(2000, i -> 1), side(2000, i -> i % 100 < 3 ? 0 : 1), "0.01");
        assertThat(large.verdict()).isEqualTo(NonInferiority.FAIL);
        assertThat(large.overall().lost()).isEqualTo(60);
        assertThat(large.overall().absolute()).isCloseTo(-0.03, within(1e-12));
        assertThat(large.overall().worseP()).isLessThan(1e-15);

        AccuracyComparison small = compare(side(50, i -> 1), side(50, i -> i == 7 ? 0 : 1), "0.01");
        assertThat(small.verdict()).isEqualTo(NonInferiority.INCONCLUSIVE);
        assertThat(small.overall().detectable()).isGreaterThan(0.03);
    }

    @Test
    void rarelyFailsSidesThatDifferByChance() {
        RandomGenerator random = Seed.of(7).generator();
        int failed = 0;
        for (int run = 0; run < 40; run++) {
            double[] a = IntStream.range(0, 200)
                    .mapToDouble(i -> random.nextDouble() < 0.8 ? 1 : 0)
                    .toArray();
            double[] b = IntStream.range(0, 200)
                    .mapToDouble(i -> random.nextDouble() < 0.8 ? 1 : 0)
                    .toArray();
            AccuracyChange change = compare(side(200, i -> a[i]), side(200, i -> b[i]), "0.0001")
                    .overall();
            failed += change.interval().orElseThrow().high() < 0 ? 1 : 0;
        }
        assertThat(failed).as("of 40 at a one-sided level of 2.5 %%").isLessThanOrEqualTo(4);
    }

    @Test
    void takesOutputsToOnePromptAsOneCluster() {
        AccuracyResult baseline = result(IntStream.range(0, 40)
                .mapToObj(i -> item("i" + i, "p" + i % 4, "", OptionalDouble.of(1)))
                .toList());
        AccuracyResult candidate = result(IntStream.range(0, 40)
                .mapToObj(i -> item("i" + i, "p" + i % 4, "", OptionalDouble.of(i % 4 == 0 ? 0 : 1)))
                .toList());
        AccuracyChange change = compare(baseline, candidate, "0.01").overall();
        assertThat(change.pairs()).isEqualTo(40);
        assertThat(change.prompts()).isEqualTo(4);
        assertThat(change.interval().orElseThrow().width()).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void countsUnfinishedOutputsApart() {
        AccuracyResult baseline = result(List.of(
                item("a", "p1", "", OptionalDouble.of(1)),
                item("b", "p2", "", OptionalDouble.of(1)),
                item("c", "p3", "", OptionalDouble.of(1))));
        AccuracyResult candidate = result(List.of(
                item("a", "p1", "", OptionalDouble.of(1)),
                item("b", "p2", "", OptionalDouble.of(0)),
                item("c", "p3", "", OptionalDouble.empty())));
        AccuracyComparison comparison = compare(baseline, candidate, "0.01");
        assertThat(comparison.overall().pairs()).isEqualTo(2);
        assertThat(comparison.unpaired()).isEqualTo(2);
        assertThat(comparison.lost()).extracting(pair -> pair.candidate().id()).containsExactly("b");
    }

    @Test
    void failsATypeThatCollapsesBehindAGoodMean() {
        AccuracyResult baseline = typed(400, i -> 1);
        AccuracyResult candidate = typed(400, i -> i % 20 == 0 ? 0 : 1);
        AccuracyComparison comparison = compare(baseline, candidate, "6%");
        assertThat(comparison.overall().degradation()).isNotEqualTo(DegradationClass.CRITICAL);
        assertThat(comparison.byType()).extracting(AccuracyChange::name).containsExactly("rare", "usual");
        assertThat(comparison.critical()).isTrue();
        assertThat(comparison.verdict()).isEqualTo(NonInferiority.FAIL);
    }

    @Test
    void guardsTheLengthByTheRuleOfMlperf() {
        AccuracyResult full = texts("a text of some length");
        AccuracyResult cut = texts("a text of");
        assertThat(compare(full, cut, "mlperf-99").verdict()).isEqualTo(NonInferiority.FAIL);
        assertThat(compare(full, cut, "1%").verdict()).isEqualTo(NonInferiority.PASS);
        assertThat(compare(full, full, "mlperf-99.9").verdict()).isEqualTo(NonInferiority.PASS);
        assertThat(compare(full, full, "mlperf-99.9").overall().margin()).isCloseTo(0.001, within(1e-12));
    }

    @Test
    void comparesOnlyTheSameScorer() {
        AccuracyResult other = new AccuracyResult(
                "d", "other", 0.5, Optional.empty(), side(2, i -> 1).items());
        assertThatThrownBy(() -> compare(side(2, i -> 1), other, "0.01"))
                .hasMessage("the baseline was graded by s and the candidate by other; grade both by the same scorer");
    }

    @ParameterizedTest
    @CsvSource({"0", "-1%", "100%", "x", "''", "mlperf-98"})
    void refusesOtherMargins(String text) {
        assertThatThrownBy(() -> AccuracyMargin.parse(text))
                .isInstanceOf(SettingException.class)
                .hasMessage("accuracy margin \"" + text + "\" must be points of the score as in 0.01, a share of the"
                        + " baseline as in 1%, mlperf-99 or mlperf-99.9");
    }

    private static AccuracyComparison compare(AccuracyResult baseline, AccuracyResult candidate, String margin) {
        return AccuracyComparison.of(List.of(baseline), List.of(candidate), AccuracyMargin.parse(margin))
                .orElseThrow();
    }

    private static AccuracyResult side(int n, IntToDoubleFunction score) {
        return result(IntStream.range(0, n)
                .mapToObj(i -> item("i" + i, "p" + i, "", OptionalDouble.of(score.applyAsDouble(i))))
                .toList());
    }

    private static AccuracyResult typed(int n, IntToDoubleFunction score) {
        return result(IntStream.range(0, n)
                .mapToObj(i -> item(
                        "i" + i, "p" + i, i % 20 == 0 ? "rare" : "usual", OptionalDouble.of(score.applyAsDouble(i))))
                .toList());
    }

    private static AccuracyResult texts(String text) {
        List<ItemResult> items = new ArrayList<>();
        for (ItemResult item : side(30, i -> 1).items()) {
            items.add(new ItemResult(
                    item.id(),
                    item.outcome(),
                    item.score(),
                    Optional.of(text),
                    Optional.empty(),
                    Optional.empty(),
                    item.detail()));
        }
        return result(items);
    }

    private static ItemResult item(String id, String prompt, String type, OptionalDouble score) {
        boolean complete = score.isPresent();
        return new ItemResult(
                id,
                complete ? Outcome.COMPLETED : Outcome.TIMEOUT,
                score,
                complete ? Optional.of("out") : Optional.empty(),
                Optional.empty(),
                complete ? Optional.empty() : Optional.of("late"),
                Optional.of(new ItemDetail(
                        prompt, List.of("r"), type, Map.of(), Map.of(), OptionalInt.empty(), Optional.empty())));
    }

    private static AccuracyResult result(List<ItemResult> items) {
        return new AccuracyResult("d", "s", 0.5, Optional.empty(), items);
    }
}
