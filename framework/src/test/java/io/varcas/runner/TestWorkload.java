package io.varcas.runner;

import io.varcas.workload.ChatPrompt;
import io.varcas.workload.PromptContext;
import io.varcas.workload.WorkloadDefinition;
import io.varcas.workload.WorkloadInstance;
import io.varcas.workload.WorkloadSpec;

/** A workload as generated code would give it, of a spec made by a test. */
record TestWorkload(WorkloadSpec spec) implements WorkloadDefinition {

    @Override
    public WorkloadInstance newInstance() {
        return new WorkloadInstance() {
            @Override
            public void set(String name, String value) {}

            @Override
            public void setUp() {}

            @Override
            public void tearDown() {}

            @Override
            public ChatPrompt prompt(PromptContext context) {
                return ChatPrompt.of("hello");
            }
        };
    }
}
