/**
 * Metrics: their names, units and definitions, and the calculator that computes them from the records of requests; one definition for
 * annotations, console, results, reports and objectives alike.
 *
 * <p>Start reading at {@link io.varcas.metric.Metric}. It must not import {@code validity}, {@code workload}, {@code transport},
 * {@code client}, {@code load}.
 */
@NullMarked
package io.varcas.metric;

import org.jspecify.annotations.NullMarked;
