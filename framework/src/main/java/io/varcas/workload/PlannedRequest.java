package io.varcas.workload;

import io.varcas.metric.TokenCount;

/**
 * A request of a plan: what it asks, and how long an answer it wants. When it is due is the load's concern.
 *
 * @param index place in the plan, from 0
 * @param part part of a mix it belongs to; empty if the workload is no mix
 * @param prompt what it asks
 * @param input length of the prompt, and how that is known
 * @param outputTokens longest answer, in tokens
 */
public record PlannedRequest(long index, String part, ChatPrompt prompt, TokenCount input, int outputTokens) {}
