package io.varcas.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.compare.AcceptanceRule.Gain;
import io.varcas.compare.Decision.Outcome;
import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.Side;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptanceRuleTest {

    private static Side side(String name, double throughput, double ttft) {
        return new Side(
                name,
                IntStream.range(0, 8)
                        .mapToObj(i -> TestRun.of("throughput.output", throughput * (1 + 0.002 * (i % 3)))
                                .with("ttft.p95", ttft * (1 + 0.002 * (i % 4)))
                                .objective("ttft.p95", 500)
                                .fact("max-num-seqs", name)
                                .seed(i)
                                .build())
                        .toList());
    }

    private static Decision decide(AcceptanceRule rule, Side a, Side b) {
        return rule.decide(Comparison.of(a, b, CompareOptions.DEFAULT), b);
    }

    private static AcceptanceRule gain(String text) {
        return new AcceptanceRule(List.of(Gain.parse(text)), 0);
    }

    @Test
    void acceptsWhatMeetsItsObjectivesAndIsNotWorse() {
        Decision decision = decide(AcceptanceRule.NOT_WORSE, side("A", 100, 300), side("B", 120, 300));
        assertThat(decision).isEqualTo(new Decision(Outcome.ACCEPTED, List.of()));
    }

    @Test
    void rejectsABrokenObjectiveHoweverFastTheRest() {
        Decision decision = decide(AcceptanceRule.NOT_WORSE, side("A", 100, 501), side("B", 200, 501));
        assertThat(decision.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(decision.reasons())
                .containsExactly("Chat: ttft.p95 <= 500 ms is broken in 8 of 8 runs: 501.0 to 504.0");
    }

    @Test
    void rejectsALoss() {
        Decision decision = decide(AcceptanceRule.NOT_WORSE, side("A", 100, 300), side("B", 120, 330));
        assertThat(decision.outcome()).isEqualTo(Outcome.REJECTED);
        assertThat(decision.reasons()).containsExactly("Chat: ttft.p95 is worse (+10.0 %)");
    }

    @Test
    void toleratesALossThatIsSmallEnough() {
        AcceptanceRule rule = new AcceptanceRule(List.of(), 0.12);
        assertThat(decide(rule, side("A", 100, 300), side("B", 120, 330)).outcome())
                .isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void acceptsAGainOnlyIfItIsShownToBeLargeEnough() {
        Side a = side("A", 100, 300);
        Side b = side("B", 110, 300);
        assertThat(decide(gain("throughput.output=9%"), a, b).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(decide(gain("throughput.output=15%"), a, b).reasons())
                .containsExactly("Chat: throughput.output must improve by 15.0 %; it improved by at most 10.0 %");
    }

    @Test
    void isUndecidedWhereTheIntervalHoldsTheBound() {
        Side noisy = new Side(
                "B",
                IntStream.range(0, 8)
                        .mapToObj(i -> TestRun.of("throughput.output", 108 + i % 4 * 1.5)
                                .with("ttft.p95", 300)
                                .fact("max-num-seqs", "B")
                                .seed(i)
                                .build())
                        .toList());
        Decision decision = decide(gain("throughput.output=10%"), side("A", 100, 300), noisy);
        assertThat(decision.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(decision.reasons().get(0)).startsWith("Chat: throughput.output must improve by 10.0 %; shown is");
    }

    @Test
    void aGainInLatencyIsADrop() {
        assertThat(decide(gain("ttft.p95=9%"), side("A", 100, 300), side("B", 100, 270))
                        .outcome())
                .isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void isUndecidedWhereNothingCouldBeCompared() {
        Side a = new Side("A", List.of(TestRun.of("ttft.p50", 10).build()));
        Side b = new Side("B", List.of(TestRun.of("ttft.p50", 10).build()));
        assertThat(decide(AcceptanceRule.NOT_WORSE, a, b))
                .isEqualTo(new Decision(
                        Outcome.UNDECIDED, List.of("Chat: these repeats do not tell whether ttft differs")));
    }

    @Test
    void isUndecidedIfAnObjectiveWasNotMeasured() {
        Side a = new Side("A", List.of(TestRun.of("ttft.p95", 300).build()));
        Side b = new Side(
                "B",
                List.of(TestRun.of("ttft.p95", 300).objective("tpot.p95", 10).build()));
        Decision decision = decide(AcceptanceRule.NOT_WORSE, a, b);
        assertThat(decision.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(decision.reasons().get(0)).isEqualTo("Chat: tpot.p95 <= 10 ms/token was not measured: no samples");
    }

    @Test
    void isUndecidedWhileALatencyWithAnObjectiveIs() {
        Side a = Sides.side("A", 6, 1, 0.3, 21, run -> run.objective("ttft.p95", 500));
        Side b = Sides.side("B", 6, 1.1, 0.3, 22, run -> run.objective("ttft.p95", 500));
        Decision decision = decide(AcceptanceRule.NOT_WORSE, a, b);
        assertThat(decision.outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(decision.reasons())
                .anyMatch(reason -> reason.startsWith(
                        "Chat: ttft.p95 has an objective, and whether it differs is undecided: a change of up to "))
                .anyMatch(reason -> reason.matches("Chat: run \\d+ repeats a side to decide"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"throughput.output", "throughput.output=10", "=10%", "throughput.output=much%"})
    void refusesWhatIsNoGain(String text) {
        assertThatThrownBy(() -> Gain.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void proposesTheMetricThatWasMeant() {
        assertThatThrownBy(() -> Gain.parse("trougput.output=10%"))
                .hasMessageContaining("did you mean \"throughput.output\"?");
    }
}
