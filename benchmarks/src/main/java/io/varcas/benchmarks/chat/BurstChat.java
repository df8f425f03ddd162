package io.varcas.benchmarks.chat;

import io.varcas.annotation.Arrivals;
import io.varcas.annotation.InputTokens;
import io.varcas.annotation.OpenLoop;
import io.varcas.annotation.OutputTokens;
import io.varcas.annotation.Profile;
import io.varcas.annotation.Workload;

/**
 * Chat that comes in bursts: every request brings about 0.8 others on the average, so that counts vary 25 times as much as those of
 * independent users. Base and excitation are those of the Python harness of 2026-02; its decay of 0.5/s made the process explode.
 */
@Workload(description = "chat in self-exciting bursts, 25 requests/s on the average")
@ChatTraffic
@OpenLoop(arrivals = Arrivals.HAWKES, base = 5, excitation = 2, decay = 2.5)
@InputTokens(mean = 80, std = 40, max = 500)
@OutputTokens(mean = 200, std = 150, max = 1500)
@Profile({Profile.TELEMETRY, Profile.SERVER_METRICS})
class BurstChat {}
