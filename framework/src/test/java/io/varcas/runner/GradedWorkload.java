package io.varcas.runner;

import io.varcas.request.OnlyPrompts;
import io.varcas.setting.GroundTruthSettings;
import io.varcas.setting.Settings;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.WorkloadDefinition;
import io.varcas.workload.WorkloadInstance;
import io.varcas.workload.WorkloadSpec;
import java.time.Duration;
import java.util.List;

/** A workload whose outputs are graded; short, and found as generated ones are. */
public final class GradedWorkload implements WorkloadDefinition {

    static final String NAME = "Graded";
    static final String TRUTH = "io/varcas/runner/truth.jsonl";

    @Override
    public WorkloadSpec spec() {
        return WorkloadSpec.of(GradedWorkload.class.getName(), NAME)
                .set(Settings.USERS, 1)
                .set(Settings.OUTPUT_TOKENS.mean(), 5.0)
                .set(Settings.WARMUP_ITERATIONS, 0)
                .set(Settings.MEASUREMENT_ITERATIONS, 1)
                .set(Settings.MEASUREMENT_TIME, Duration.ofMillis(300))
                .set(Settings.FORKS, 0)
                .set(GroundTruthSettings.DATASET, TRUTH)
                .set(GroundTruthSettings.SCORER, List.of("exact-match"))
                .set(GroundTruthSettings.THRESHOLD, 0.9)
                .set(GroundTruthSettings.MAX_TOKENS, 32)
                .writesPrompts()
                .build();
    }

    @Override
    public WorkloadInstance newInstance() {
        return (OnlyPrompts) context -> ChatPrompt.of("hello");
    }
}
