package io.varcas.tune.plan;

import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeploymentResolver;
import io.varcas.deployment.DeploymentSpec;

/** Servers of tests. */
final class PlanCases {

    static final String ENGINE = "vllm 0.32.0";

    private PlanCases() {}

    /** Returns a server of an 8B model on an H100 with flags. */
    static Baseline baseline(String flags) {
        return Baseline.of(
                DeploymentResolver.resolve(
                        DeploymentSpec.parse("h100,model=llama-3.1-8b,max-model-len=8192," + flags),
                        Catalogs.bundled(),
                        ENGINE),
                ENGINE);
    }
}
