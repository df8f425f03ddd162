package io.varcas.benchmarks.rag;

import io.varcas.annotation.InputTokens;
import io.varcas.annotation.Param;
import io.varcas.annotation.Profile;
import io.varcas.annotation.Workload;

/** Questions about a few passages, at low, medium and high rate. */
@Workload(description = "questions about a few passages, prompts of 2,050 tokens; 2, 10 and 30 requests/s")
@RagTraffic
@InputTokens(mean = 2050, std = 800)
@Profile({Profile.TELEMETRY, Profile.SERVER_METRICS})
class RagMedium {

    @Param({"2", "10", "30"})
    double rate;
}
