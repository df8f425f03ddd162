package com.acme.bench;

import io.varcas.annotation.ClosedLoop;
import io.varcas.annotation.InputTokens;
import io.varcas.annotation.Measurement;
import io.varcas.annotation.OutputTokens;
import io.varcas.annotation.Sla;
import io.varcas.annotation.Unit;
import io.varcas.annotation.Warmup;
import io.varcas.annotation.Workload;

/** Two users who say hello, and wait a minute for an answer. */
@Workload
@ClosedLoop(users = 2)
@InputTokens(mean = 10)
@OutputTokens(mean = 5)
@Warmup(iterations = 1, time = 0.5)
@Measurement(iterations = 1, time = 2)
@Sla(metric = "e2e.mean", atMost = 60, unit = Unit.SECONDS, reason = "then they hang up")
class Greeting {}
