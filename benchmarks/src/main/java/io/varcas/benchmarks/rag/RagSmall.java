package io.varcas.benchmarks.rag;

import io.varcas.annotation.InputTokens;
import io.varcas.annotation.Param;
import io.varcas.annotation.Profile;
import io.varcas.annotation.Workload;

/** Questions about one short passage, at low, medium and high rate. */
@Workload(description = "questions about one short passage, prompts of 550 tokens; 2, 10 and 30 requests/s")
@RagTraffic
@InputTokens(mean = 550, std = 200)
@Profile({Profile.TELEMETRY, Profile.SERVER_METRICS})
class RagSmall {

    @Param({"2", "10", "30"})
    double rate;
}
