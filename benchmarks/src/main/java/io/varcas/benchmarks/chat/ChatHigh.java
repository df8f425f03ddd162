package io.varcas.benchmarks.chat;

import io.varcas.annotation.OpenLoop;
import io.varcas.annotation.Profile;
import io.varcas.annotation.Workload;

/** Chat of a public product: 50 requests per second, arriving as they like. */
@Workload(description = "chat of a public product, 50 requests/s")
@ChatTraffic
@OpenLoop(rate = 50)
@Profile({Profile.TELEMETRY, Profile.SERVER_METRICS})
class ChatHigh {}
