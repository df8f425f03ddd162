package io.varcas.benchmarks.mixed;

import io.varcas.annotation.Measurement;
import io.varcas.annotation.Mix;
import io.varcas.annotation.OpenLoop;
import io.varcas.annotation.Profile;
import io.varcas.annotation.Sla;
import io.varcas.annotation.Unit;
import io.varcas.annotation.Warmup;
import io.varcas.annotation.Workload;

/** Chat, retrieval and programming on one server, 60, 30 and 10 % of the requests; results tell them apart. */
@Workload(description = "60 % chat, 30 % retrieval, 10 % programming; 25 requests/s")
@OpenLoop(rate = 25)
@Mix({
    "chat 60 prompt.content=chat"
            + " inputTokens.mean=50 inputTokens.std=30 inputTokens.min=10 inputTokens.max=300"
            + " outputTokens.mean=150 outputTokens.std=80 outputTokens.min=20 outputTokens.max=800",
    "rag 30 prompt.content=rag"
            + " inputTokens.mean=2500 inputTokens.std=1000 inputTokens.min=500 inputTokens.max=8000"
            + " outputTokens.mean=200 outputTokens.std=100 outputTokens.min=50 outputTokens.max=1000",
    "code 10 prompt.content=code"
            + " inputTokens.mean=2000 inputTokens.std=1000 inputTokens.min=300 inputTokens.max=8000"
            + " outputTokens.mean=500 outputTokens.std=400 outputTokens.min=100 outputTokens.max=3000"
})
@Warmup(iterations = 1, time = 5)
@Measurement(iterations = 3, time = 16)
@Sla(metric = "ttft.p95", atMost = 2, unit = Unit.SECONDS, reason = "the longest prompts' budget")
@Sla(metric = "tpot.p95", atMost = 80, reason = "no visible stutter")
@Profile({Profile.TELEMETRY, Profile.SERVER_METRICS})
class Mixed {}
