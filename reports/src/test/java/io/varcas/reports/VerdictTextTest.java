package io.varcas.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.annotation.Severity;
import io.varcas.annotation.Unit;
import io.varcas.metric.Origin;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.result.Results;
import io.varcas.result.TrialResult;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import java.util.List;
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
        assertThat(because()).isEqualTo("no objectives");
        assertThat(because(MET, MET)).isEqualTo("all 2 objectives");
    }

    @Test
    void doesNotCallMetWhatItOnlyWarnsOf() {
        assertThat(because(MET, WARNED)).isEqualTo("1 of 2 objectives, 1 more only warned of");
    }

    @Test
    void countsWarningsBesideWhatIsBroken() {
        assertThat(because(BROKEN, MET, WARNED))
                .isEqualTo("1 of 3 objectives broken, 0 not measured, 1 more only warned of");
    }
}
