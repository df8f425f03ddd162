package io.varcas.benchmarks.chat;

import io.varcas.annotation.OpenLoop;
import io.varcas.annotation.Profile;
import io.varcas.annotation.PromptText;
import io.varcas.annotation.Session;
import io.varcas.annotation.Workload;

/** Conversations of four turns: each turn carries what was asked and answered before, so that a prefix cache has much to do. */
@Workload(description = "chat in conversations of 4 turns, 2 begun each second")
@ChatTraffic
@OpenLoop(rate = 2)
@Session(turns = 4, pause = 2)
@PromptText(system = "You are a helpful assistant. Answer briefly, and say so when you do not know.")
@Profile({Profile.TELEMETRY, Profile.SERVER_METRICS})
class ChatSessions {}
