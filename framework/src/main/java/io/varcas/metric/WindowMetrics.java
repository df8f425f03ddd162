package io.varcas.metric;

/**
 * The metrics of one measurement iteration.
 *
 * @param fork the fork it belongs to, from 0
 * @param window its place among the measurement phase of the fork, from 0
 * @param span its stretch of the fork's load
 * @param metrics what was measured in it
 */
public record WindowMetrics(int fork, int window, Span span, MetricSet metrics) {}
