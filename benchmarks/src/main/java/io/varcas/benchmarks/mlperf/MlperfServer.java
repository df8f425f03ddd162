package io.varcas.benchmarks.mlperf;

import io.varcas.annotation.InputTokens;
import io.varcas.annotation.OpenLoop;
import io.varcas.annotation.OutputTokens;
import io.varcas.annotation.Sla;
import io.varcas.annotation.Workload;

/** Queries of independent users, to be answered within MLPerf's limits for Llama 2 70B (v4.0, 2024). */
@Workload(description = "MLPerf server: Poisson, TTFT and TPOT bounded at p99")
@OpenLoop(rate = 10)
@InputTokens(mean = 300, std = 200, min = 10, max = 1000)
@OutputTokens(mean = 300, std = 200, min = 10, max = 1000)
@Sla(metric = "ttft.p99", atMost = 2000, reason = "MLPerf inference v4.0, Llama 2 70B server")
@Sla(metric = "tpot.p99", atMost = 200, reason = "MLPerf inference v4.0, Llama 2 70B server")
class MlperfServer {}
