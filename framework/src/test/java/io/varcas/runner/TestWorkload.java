package io.varcas.runner;

import io.varcas.request.OnlyPrompts;
import io.varcas.workload.ChatPrompt;
import io.varcas.workload.WorkloadDefinition;
import io.varcas.workload.WorkloadInstance;
import io.varcas.workload.WorkloadSpec;

/** A workload as generated code would give it, of a spec made by a test. */
record TestWorkload(WorkloadSpec spec) implements WorkloadDefinition {

    @Override
    public WorkloadInstance newInstance() {
        return (OnlyPrompts) context -> ChatPrompt.of("hello");
    }
}
