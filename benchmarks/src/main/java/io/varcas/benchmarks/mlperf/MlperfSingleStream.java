package io.varcas.benchmarks.mlperf;

import io.varcas.annotation.ClosedLoop;
import io.varcas.annotation.InputTokens;
import io.varcas.annotation.OutputTokens;
import io.varcas.annotation.Workload;

/** One query at a time, the next as soon as the last was answered. */
@Workload(description = "MLPerf single-stream: one request at a time")
@ClosedLoop(users = 1)
@InputTokens(mean = 300, std = 200, min = 10, max = 1000)
@OutputTokens(mean = 300, std = 200, min = 10, max = 1000)
class MlperfSingleStream {}
