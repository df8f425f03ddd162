package io.varcas.benchmarks.chat;

import io.varcas.annotation.OpenLoop;
import io.varcas.annotation.Profile;
import io.varcas.annotation.Workload;

/** Chat of a department: 20 requests per second, arriving as they like. */
@Workload(description = "chat of a department, 20 requests/s")
@ChatTraffic
@OpenLoop(rate = 20)
@Profile({Profile.TELEMETRY, Profile.SERVER_METRICS})
class ChatMedium {}
