package io.varcas.benchmarks.rag;

import io.varcas.annotation.InputTokens;
import io.varcas.annotation.Param;
import io.varcas.annotation.Profile;
import io.varcas.annotation.Workload;

/** Questions about several documents, at low, medium and high rate. */
@Workload(description = "questions about several documents, prompts of 6,050 tokens; 2, 10 and 30 requests/s")
@RagTraffic
@InputTokens(mean = 6050, std = 2000)
@Profile({Profile.TELEMETRY, Profile.SERVER_METRICS})
class RagLarge {

    @Param({"2", "10", "30"})
    double rate;
}
