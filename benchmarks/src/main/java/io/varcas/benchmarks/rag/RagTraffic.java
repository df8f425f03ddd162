package io.varcas.benchmarks.rag;

import io.varcas.annotation.Content;
import io.varcas.annotation.InputTokens;
import io.varcas.annotation.Measurement;
import io.varcas.annotation.OpenLoop;
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
 * The common traffic of all retrieval workloads: prompts of 80 % context and a question, with short outputs. Sizes and
 * rates are those of the Python harness of 2026-02.
 */
@PromptText(content = Content.RAG)
@InputTokens(min = 100, max = 16_000)
@OutputTokens(mean = 200, std = 100, min = 50, max = 1000)
@OpenLoop
@Warmup(iterations = 1, time = 5)
@Measurement(iterations = 3, time = 45)
@Sla(metric = "ttft.p95", atMost = 2, unit = Unit.SECONDS, reason = "retrieval has taken its time already")
@Sla(metric = "tpot.p95", atMost = 80, reason = "no visible stutter")
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface RagTraffic {}
