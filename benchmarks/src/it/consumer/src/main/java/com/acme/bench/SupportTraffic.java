package com.acme.bench;

import io.varcas.annotation.InputTokens;
import io.varcas.annotation.Measurement;
import io.varcas.annotation.OutputTokens;
import io.varcas.annotation.Sla;
import io.varcas.annotation.Warmup;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** A team's own traffic, as an annotation. */
@InputTokens(mean = 20)
@OutputTokens(mean = 40)
@Warmup(iterations = 1, time = 0.5)
@Measurement(iterations = 2, time = 3)
@Sla(metric = "ttft.p50", atMost = 2000, reason = "they wait for a human otherwise")
@Retention(RetentionPolicy.RUNTIME)
@interface SupportTraffic {}
