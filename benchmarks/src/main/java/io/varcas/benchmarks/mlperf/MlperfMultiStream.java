package io.varcas.benchmarks.mlperf;

import io.varcas.annotation.ClosedLoop;
import io.varcas.annotation.InputTokens;
import io.varcas.annotation.OutputTokens;
import io.varcas.annotation.Workload;

/** Eight queries at a time. LoadGen sends the next eight when all have ended; here each is followed by its own next. */
@Workload(description = "MLPerf multi-stream: eight requests at a time")
@ClosedLoop(users = 8)
@InputTokens(mean = 300, std = 200, min = 10, max = 1000)
@OutputTokens(mean = 300, std = 200, min = 10, max = 1000)
class MlperfMultiStream {}
