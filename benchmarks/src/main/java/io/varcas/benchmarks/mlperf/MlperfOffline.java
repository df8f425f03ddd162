package io.varcas.benchmarks.mlperf;

import io.varcas.annotation.Arrivals;
import io.varcas.annotation.InputTokens;
import io.varcas.annotation.OpenLoop;
import io.varcas.annotation.OutputTokens;
import io.varcas.annotation.Workload;

/** All queries at once; {@code -p burst=n} says how many. */
@Workload(description = "MLPerf offline: all requests at once")
@OpenLoop(arrivals = Arrivals.BURST, burst = 1000)
@InputTokens(mean = 300, std = 200, min = 10, max = 1000)
@OutputTokens(mean = 300, std = 200, min = 10, max = 1000)
class MlperfOffline {}
