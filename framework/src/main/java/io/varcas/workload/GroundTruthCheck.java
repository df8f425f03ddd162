package io.varcas.workload;

/**
 * A {@link io.varcas.annotation.GroundTruth}.
 *
 * @param dataset resource or file
 * @param scorer name of the scorer
 * @param threshold least mean score that passes, 0 to 1
 * @param maxTokens longest answer, in tokens
 */
public record GroundTruthCheck(String dataset, String scorer, double threshold, int maxTokens) {}
