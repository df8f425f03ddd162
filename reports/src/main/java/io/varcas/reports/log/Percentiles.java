package io.varcas.reports.log;

import io.varcas.metric.Statistic;
import io.varcas.reports.DoubleSeries;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A latency over time: for each bin its median, 90th, 95th and 99th percentile and its greatest value, in the metric's own unit. A percentile
 * that the bin's sample cannot support is {@link Double#NaN}, as is everything of a bin without samples.
 *
 * @param p50 medians
 * @param p90 90th percentiles
 * @param p95 95th percentiles
 * @param p99 99th percentiles
 * @param max greatest values
 */
public record Percentiles(DoubleSeries p50, DoubleSeries p90, DoubleSeries p95, DoubleSeries p99, DoubleSeries max) {

    private static final double MICROS_PER_MILLI = 1e3;

    static Percentiles of(List<@Nullable Histogram> bins) {
        return new Percentiles(
                values(bins, Statistic.P50),
                values(bins, Statistic.P90),
                values(bins, Statistic.P95),
                values(bins, Statistic.P99),
                values(bins, Statistic.MAX));
    }

    Percentiles then(Percentiles next) {
        return new Percentiles(
                p50.then(next.p50), p90.then(next.p90), p95.then(next.p95), p99.then(next.p99), max.then(next.max));
    }

    private static DoubleSeries values(List<@Nullable Histogram> bins, Statistic statistic) {
        return DoubleSeries.of(bins.stream()
                .mapToDouble(bin -> bin == null || !statistic.isSupportedBy(bin.getTotalCount())
                        ? Double.NaN
                        : bin.getValueAtPercentile(100 * statistic.quantile().orElse(1)) / MICROS_PER_MILLI));
    }
}
