package io.varcas.runner;

import io.varcas.workload.WorkloadPlan;
import io.varcas.workload.WorkloadSpec;
import java.util.List;

/** Plans of a workload named Chat, as the command line and its specification set it. */
final class PlannedChat {

    private PlannedChat() {}

    static WorkloadSpec.Builder chat() {
        return WorkloadSpec.of("com.acme.Chat", "Chat");
    }

    static List<WorkloadPlan> plan(RunOptions.Builder options, WorkloadSpec.Builder... specs) {
        return new TrialPlanner(options.build())
                .plan(List.of(specs).stream()
                        .<io.varcas.workload.WorkloadDefinition>map(spec -> new TestWorkload(spec.build()))
                        .toList());
    }
}
