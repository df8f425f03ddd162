package io.varcas.metric;

import java.util.List;
import java.util.Map;

/**
 * The metrics of a trial, computed from its records.
 *
 * @param pooled metrics over all measurement phase of all forks: samples are pooled, never averages averaged
 * @param windows metrics of each window
 * @param distributions samples behind the pooled metrics that have percentiles
 * @param trends what grew through the measurement phase though the offered load did not
 * @param counts what was counted on the way
 */
public record Measurements(
        MetricSet pooled,
        List<WindowMetrics> windows,
        Map<Metric, Distribution> distributions,
        RequestCounts counts,
        List<LoadTrend> trends) {

    /** Copies the collections. */
    public Measurements {
        windows = List.copyOf(windows);
        trends = List.copyOf(trends);
        distributions = Map.copyOf(distributions);
    }
}
