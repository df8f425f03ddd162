package io.varcas.compare;

import static io.varcas.compare.Sides.DEFAULT;
import static io.varcas.compare.Sides.kinds;
import static io.varcas.compare.Sides.metric;
import static io.varcas.compare.Sides.one;
import static io.varcas.compare.Sides.side;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.compare.match.Side;
import io.varcas.compare.match.Warning;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.stats.Design;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts as a repeat, which of them are pairs, and which are left out. */
class ComparedRepeatsTest {

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

    @ParameterizedTest
    @CsvSource({"tokens.cached, true", "prompts.repeated, true", "tokens.empty, false"})
    void warnsOfRunsThatFoundTheirPromptsInTheCache(String check, boolean warns) {
        TestRun b = TestRun.of("tpot.p50", 9).warned(check);
        Comparison comparison = Comparison.of(one("A", TestRun.of("tpot.p50", 10)), one("B", b), DEFAULT);
        assertThat(kinds(comparison).contains(Warning.Kind.CACHE_IS_WARM)).isEqualTo(warns);
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
    void differentSeedsAreDifferentRequests() {
        Comparison comparison = Comparison.of(
                one("A", TestRun.of("ttft.p50", 10).seed(1)),
                one("B", TestRun.of("ttft.p50", 10).seed(2)),
                DEFAULT);
        assertThat(kinds(comparison)).contains(Warning.Kind.REQUESTS_DIFFER);
    }
}
