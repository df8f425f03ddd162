package io.varcas.benchmarks.chat;

import io.varcas.annotation.ClosedLoop;
import io.varcas.annotation.InputTokens;
import io.varcas.annotation.OutputTokens;
import io.varcas.annotation.Profile;
import io.varcas.annotation.Workload;

/** Chat at fixed concurrency: ten users, each asking again as soon as it was answered. */
@Workload(description = "chat of 10 users who never pause")
@ChatTraffic
@ClosedLoop(users = 10)
@InputTokens(max = 500)
@OutputTokens(max = 1000)
@Profile({Profile.TELEMETRY, Profile.SERVER_METRICS})
class ClosedLoopChat {}
