package io.varcas.runner;

import io.varcas.request.OnlyPrompts;
import io.varcas.setting.Settings;
import io.varcas.workload.WorkloadDefinition;
import io.varcas.workload.WorkloadInstance;
import io.varcas.workload.WorkloadSpec;
import java.time.Duration;

/** A workload that leaves its prompts to their settings; short, and found as generated ones are. */
public final class RepeatingWorkload implements WorkloadDefinition {

    static final String NAME = "Repeating";

    @Override
    public WorkloadSpec spec() {
        return WorkloadSpec.of(RepeatingWorkload.class.getName(), NAME)
                .set(
                        Settings.RATE,
                        80.0) // so many that the first few, which a slow machine serves in one step, count little
                .set(Settings.INPUT_TOKENS.mean(), 400.0)
                .set(Settings.INPUT_TOKENS.std(), 100.0)
                .set(Settings.OUTPUT_TOKENS.mean(), 20.0)
                .set(Settings.OUTPUT_TOKENS.std(), 8.0) // users whose answers are equally long stay in step
                .set(Settings.WARMUP_ITERATIONS, 1)
                .set(Settings.WARMUP_TIME, Duration.ofMillis(500))
                .set(Settings.MEASUREMENT_ITERATIONS, 1)
                .set(Settings.MEASUREMENT_TIME, Duration.ofSeconds(3))
                .set(Settings.FORKS, 0)
                .build();
    }

    @Override
    public WorkloadInstance newInstance() {
        return (OnlyPrompts) context -> {
            throw new UnsupportedOperationException("it does not write prompts");
        };
    }
}
