package io.varcas.junit;

import io.varcas.annotation.Unit;
import io.varcas.request.OnlyPrompts;
import io.varcas.setting.Settings;
import io.varcas.sla.Objective;
import io.varcas.sla.Objective.Direction;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.Parameter;
import io.varcas.workload.WorkloadDefinition;
import io.varcas.workload.WorkloadInstance;
import io.varcas.workload.WorkloadSpec;
import java.time.Duration;
import java.util.List;

/** A workload that every server serves well, as generated code would give it; runs for less than a second, in the tests' JVM. */
public class EasyChat implements WorkloadDefinition {

    /** Is no workload. */
    static final class Unknown {}

    @Override
    public WorkloadSpec spec() {
        WorkloadSpec.Builder spec = WorkloadSpec.of(
                        getClass().getName(), getClass().getSimpleName())
                .set(Settings.USERS, 2)
                .set(Settings.INPUT_TOKENS.mean(), 10.0)
                .set(Settings.OUTPUT_TOKENS.mean(), 5.0)
                .set(Settings.WARMUP_ITERATIONS, 1)
                .set(Settings.WARMUP_TIME, Duration.ofMillis(100))
                .set(Settings.MEASUREMENT_ITERATIONS, 1)
                .set(Settings.MEASUREMENT_TIME, Duration.ofMillis(300))
                .set(Settings.FORKS, 0)
                .parameter(new Parameter("tone", "java.lang.String", List.of("polite"), List.of()));
        objectives().forEach(spec::objective);
        return spec.build();
    }

    /** Returns what must hold. */
    List<Objective> objectives() {
        return List.of(Objective.of("e2e.mean", Direction.AT_MOST, 60, Unit.SECONDS, "any answer will do"));
    }

    @Override
    public WorkloadInstance newInstance() {
        return (OnlyPrompts) context -> ChatPrompt.of(context.text(context.inputTokens()));
    }
}
