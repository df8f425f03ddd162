package io.varcas.compare;

import static io.varcas.compare.Sides.DEFAULT;
import static io.varcas.compare.Sides.kinds;
import static io.varcas.compare.Sides.one;
import static io.varcas.compare.Sides.side;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.Difference;
import io.varcas.compare.match.Side;
import io.varcas.compare.match.Warning;
import io.varcas.result.RunResult;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What differs between the sides: the factor under test, and nothing else. */
class ComparedFactorTest {

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
                        "more than one thing differs, so a change cannot be attributed to one of them: engine version (0.32.0 ->"
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
}
