package io.varcas.result;

import io.varcas.metric.MetricSet;

/**
 * The result of one part of a mix or of a dataset.
 *
 * @param name name of the part
 * @param share share of the requests: that its weight means, or that it had in the data
 * @param requests its requests due in the measurement phase
 * @param metrics metrics of these requests alone, over all measurement phase of all forks
 */
public record PartResult(String name, double share, long requests, MetricSet metrics) {}
