package io.varcas.result;

import io.varcas.metric.MetricSet;

/**
 * The result of one measurement iteration.
 *
 * @param fork fork it belongs to, from 0
 * @param iteration its place among the measurement phase of the fork, from 0
 * @param startMillis when it began, in milliseconds since the start of the fork's load
 * @param endMillis its end, on the same clock
 * @param metrics its metrics
 */
public record WindowResult(int fork, int iteration, double startMillis, double endMillis, MetricSet metrics) {

    /** Returns this window with other metrics. */
    WindowResult with(MetricSet other) {
        return new WindowResult(fork, iteration, startMillis, endMillis, other);
    }
}
