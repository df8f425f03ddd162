package io.varcas.benchmarks.code;

import io.varcas.annotation.Arrivals;
import io.varcas.annotation.Content;
import io.varcas.annotation.InputTokens;
import io.varcas.annotation.Measurement;
import io.varcas.annotation.OpenLoop;
import io.varcas.annotation.OutputTokens;
import io.varcas.annotation.Param;
import io.varcas.annotation.Profile;
import io.varcas.annotation.PromptText;
import io.varcas.annotation.Sla;
import io.varcas.annotation.Unit;
import io.varcas.annotation.Warmup;
import io.varcas.annotation.Workload;

/**
 * Programmers with an assistant, at low, medium and high rate: one request brings about the next. Excitation, decay and rates are those
 * of the Python harness of 2026-02, whose three rates were never used.
 */
@Workload(
        description = "programming with an assistant, prompts of 1,500 tokens; 3, 15 and 40 requests/s, self-exciting")
@OpenLoop(arrivals = Arrivals.HAWKES, excitation = 0.8, decay = 2)
@PromptText(content = Content.CODE)
@InputTokens(mean = 1500, std = 800, min = 200, max = 8000)
@OutputTokens(mean = 400, std = 300, min = 50, max = 2000)
@Warmup(iterations = 1, time = 5)
@Measurement(iterations = 3, time = 40)
@Sla(metric = "ttft.p95", atMost = 1, unit = Unit.SECONDS, reason = "keeps the programmer's thread of thought")
@Sla(metric = "tpot.p95", atMost = 80, reason = "no visible stutter")
@Profile({Profile.TELEMETRY, Profile.SERVER_METRICS})
class Code {

    @Param({"3", "15", "40"})
    double rate;
}
