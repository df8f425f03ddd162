package io.varcas.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.metric.Distribution;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricSet;
import io.varcas.metric.Origin;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.result.Results;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.TargetIdentity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OriginBannerTest {

    private static Optional<String> banner(boolean simulated, Origin origin, Map<String, String> facts) {
        Distribution samples = Distribution.ofDurations();
        samples.add(1_000_000);
        TrialResult trial = Results.trial()
                .load("open loop", OptionalInt.empty())
                .metrics(MetricSet.of(List.of(samples.summary(Metric.TTFT, false, origin))))
                .build();
        RunResult run = SampleBundle.run("run", List.of(trial));
        TargetIdentity target = new TargetIdentity(
                "there", "http://there:8000", simulated, Optional.empty(), "m", OptionalInt.empty(), facts);
        return OriginBanner.of(new RunResult(
                run.schemaVersion(),
                run.id(),
                run.status(),
                run.started(),
                run.ended(),
                run.varcasVersion(),
                run.source(),
                run.command(),
                run.host(),
                run.launcher(),
                target,
                run.trials()));
    }

    @Test
    void marksWhatVarcasDidNotMeasureOnARealServer() {
        assertThat(banner(true, Origin.SIMULATED, Map.of()))
                .hasValueSatisfying(line -> assertThat(line).startsWith("SIMULATED: "));
        assertThat(banner(false, Origin.IMPORTED, Map.of("imported.from", "guidellm")))
                .hasValue("IMPORTED: guidellm sent the requests and recorded their times, not Varcas.");
        assertThat(banner(false, Origin.MEASURED, Map.of())).isEmpty();
    }
}
