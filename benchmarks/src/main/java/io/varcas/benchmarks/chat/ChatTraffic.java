package io.varcas.benchmarks.chat;

import io.varcas.annotation.Content;
import io.varcas.annotation.InputTokens;
import io.varcas.annotation.Measurement;
import io.varcas.annotation.OutputTokens;
import io.varcas.annotation.PromptText;
import io.varcas.annotation.Sla;
import io.varcas.annotation.Unit;
import io.varcas.annotation.Warmup;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The common traffic of all chat workloads: lengths, objectives, and iterations that are short enough for a first look.
 * For numbers to decide by, run longer ({@code -i 5 -r 60s}): then p99 has enough samples as well.
 */
@PromptText(content = Content.CHAT)
@InputTokens(mean = 50, std = 30, min = 10, max = 300)
@OutputTokens(mean = 150, std = 80, min = 20, max = 800)
@Warmup(iterations = 1, time = 5)
@Measurement(iterations = 3, time = 16)
@Sla(metric = "ttft.p50", atMost = 200, unit = Unit.MILLISECONDS, reason = "feels immediate")
@Sla(metric = "ttft.p95", atMost = 500, unit = Unit.MILLISECONDS, reason = "typing indicator budget")
@Sla(metric = "tpot.p50", atMost = 50, reason = "faster than people read")
@Sla(metric = "tpot.p95", atMost = 80, reason = "no visible stutter")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface ChatTraffic {}
