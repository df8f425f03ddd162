package io.varcas.benchmarks.rag;

import io.varcas.annotation.InputTokens;
import io.varcas.annotation.Param;
import io.varcas.annotation.Profile;
import io.varcas.annotation.Workload;

/** Questions about many documents, at low, medium and high rate. */
@Workload(description = "questions about many documents, prompts of 12,050 tokens; 2, 10 and 30 requests/s")
@RagTraffic
@InputTokens(mean = 12_050, std = 3000)
@Profile({Profile.TELEMETRY, Profile.SERVER_METRICS})
class RagXlarge {

    @Param({"2", "10", "30"})
    double rate;
}
