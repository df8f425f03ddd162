package io.varcas.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.annotation.Unit;
import io.varcas.metric.Origin;
import io.varcas.record.Outcome;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.result.Results;
import io.varcas.result.TrialResult;
import io.varcas.sla.Exceedance;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class VerdictReasonTest {

    private static Verdict verdict(Verdict.Status status, double value, String note) {
        return new Verdict(
                Objective.of("ttft.p95", Objective.Direction.AT_MOST, 500, Unit.OWN, ""),
                status,
                OptionalDouble.of(value),
                319,
                Optional.of(Origin.MEASURED),
                note,
                Optional.of(new Exceedance(3, 3, 319, 0.05, 0.95)));
    }

    private static List<String> reasons(Map<String, Long> errors, Verdict... verdicts) {
        TrialResult trial = Results.trial()
                .load("open loop", OptionalInt.empty())
                .outcomes(Map.of(Outcome.COMPLETED, 287L, Outcome.REJECTED, 32L))
                .errors(errors)
                .objectives(List.of(verdicts))
                .build();
        return VerdictReason.of(SampleBundle.run("run", List.of(trial)));
    }

    @Test
    void namesTheFailuresThatMakeAPercentileInfinite() {
        Verdict infinite = verdict(Verdict.Status.BROKEN, Double.POSITIVE_INFINITY, "");

        assertThat(reasons(Map.of("HTTP 503: the engine is overloaded", 32L), infinite))
                .containsExactly("ttft.p95 (<= 500 ms) infinite: 32 of 319 requests failed, HTTP 503");
        assertThat(reasons(Map.of("HTTP 503: a", 20L, "HTTP 503: b", 5L, "connection reset", 7L), infinite))
                .containsExactly(
                        "ttft.p95 (<= 500 ms) infinite: 32 of 319 requests failed, HTTP 503 (25), connection reset"
                                + " (7)");
        assertThat(reasons(Map.of(), infinite))
                .singleElement()
                .asString()
                .endsWith("32 of 319 requests failed, rejected");
    }

    @Test
    void tellsTheMarginAndTheConfidence() {
        assertThat(reasons(Map.of(), verdict(Verdict.Status.BROKEN, 15_812, "")))
                .containsExactly("ttft.p95 15.8 s (<= 500 ms), 31.6 times the bound, at 95 % confidence");
        assertThat(reasons(Map.of(), verdict(Verdict.Status.MET, 380, ""), verdict(Verdict.Status.MET, 100, "")))
                .containsExactly("narrowest margin: ttft.p95 380 ms (<= 500 ms), 24 % below, at 95 % confidence");
    }

    @Test
    void neverShowsANumberBeyondTheBoundAsTheBound() {
        assertThat(reasons(Map.of(), verdict(Verdict.Status.BROKEN, 500.04, "")))
                .containsExactly("ttft.p95 500.04 ms (<= 500 ms), less than 1 % above, at 95 % confidence");
    }

    @Test
    void tellsWhatIsMissingToDecide() {
        assertThat(reasons(
                        Map.of(),
                        verdict(Verdict.Status.MET, 380, ""),
                        verdict(Verdict.Status.UNDECIDED, 480, "needs about 140 more requests: run 28 s more")))
                .containsExactly("ttft.p95 undecided (<= 500 ms): needs about 140 more requests: run 28 s more");
    }
}
