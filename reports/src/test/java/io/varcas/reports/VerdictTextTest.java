package io.varcas.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.annotation.Severity;
import io.varcas.annotation.Unit;
import io.varcas.metric.Origin;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.result.Results;
import io.varcas.result.RunResult;
import io.varcas.result.RunVerdict;
import io.varcas.result.Timing;
import io.varcas.result.TrialResult;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import io.varcas.validity.Validity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class VerdictTextTest {

    private static final Verdict MET = verdict(Severity.FAIL, Verdict.Status.MET);
    private static final Verdict BROKEN = verdict(Severity.FAIL, Verdict.Status.BROKEN);
    private static final Verdict WARNED = verdict(Severity.WARN, Verdict.Status.BROKEN);

    private static Verdict verdict(Severity severity, Verdict.Status status) {
        Objective objective = Objective.of("ttft.p50", Objective.Direction.AT_MOST, 5, Unit.OWN, "")
                .withSeverity(severity);
        return new Verdict(objective, status, OptionalDouble.of(1), 100, Optional.of(Origin.MEASURED), "");
    }

    private static String because(Verdict... verdicts) {
        TrialResult trial = Results.trial()
                .load("open loop", OptionalInt.empty())
                .objectives(List.of(verdicts))
                .build();
        return VerdictText.because(SampleBundle.run("run", List.of(trial)));
    }

    @Test
    void countsWhatIsMet() {
        assertThat(because()).isEqualTo("nothing was decided: set objectives with @Sla");
        assertThat(because(MET, MET)).isEqualTo("all 2 objectives met");
    }

    @Test
    void doesNotCallMetWhatItOnlyWarnsOf() {
        assertThat(because(MET, WARNED)).isEqualTo("1 of 2 objectives met, 1 more only warned of");
    }

    @Test
    void countsWhatIsUndecided() {
        Verdict open = verdict(Severity.FAIL, Verdict.Status.UNDECIDED);
        assertThat(because(MET, open, open)).isEqualTo("1 of 3 objectives met, 2 undecided");
    }

    @Test
    void namesTheTrialThatIsInvalid() {
        TrialResult trial = TrialResult.builder(
                        "com.acme.Chat",
                        "Chat",
                        new Timing(0, Duration.ofSeconds(1), 1, Duration.ofSeconds(1), Duration.ZERO))
                .params(Map.of("rate", "60"))
                .validity(new Validity(List.of(new Validity.Finding(
                        "send.lag.p99", Validity.Weight.INVALID, 8, 5, "requests left 8 ms late"))))
                .build();
        RunResult run = SampleBundle.run(
                "run",
                List.of(
                        trial,
                        trial.toBuilder().validity(new Validity(List.of())).build()));
        assertThat(run.verdict()).isEqualTo(RunVerdict.INVALID);
        assertThat(VerdictText.because(run))
                .isEqualTo("1 of 2 trials invalid: Chat {rate=60}, requests left 8 ms late");
    }

    @Test
    void countsWarningsBesideWhatIsBroken() {
        assertThat(because(BROKEN, MET, WARNED)).isEqualTo("1 of 3 objectives met, 1 broken, 1 more only warned of");
    }
}
