package io.varcas.reports.log;

import io.varcas.metric.Statistic;
import io.varcas.reports.DoubleSeries;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A latency over time, in the metric's own unit.
 *
 * @param p50 medians
 * @param p90 90th percentiles
 * @param p95 95th percentiles
 * @param p99 99th percentiles
 * @param max greatest value of each bin of {@link TimeCourse#atSeconds}; {@link Double#NaN} in a bin without samples
 */
public record Percentiles(
        PercentileLine p50, PercentileLine p90, PercentileLine p95, PercentileLine p99, DoubleSeries max) {

    private static final double MICROS_PER_MILLI = 1e3;

    static Percentiles of(List<@Nullable Histogram> bins, double offsetSeconds, double widthSeconds) {
        return new Percentiles(
                PercentileLine.of(Statistic.P50, bins, offsetSeconds, widthSeconds),
                PercentileLine.of(Statistic.P90, bins, offsetSeconds, widthSeconds),
                PercentileLine.of(Statistic.P95, bins, offsetSeconds, widthSeconds),
                PercentileLine.of(Statistic.P99, bins, offsetSeconds, widthSeconds),
                DoubleSeries.of(bins.stream()
                        .mapToDouble(bin -> bin == null ? Double.NaN : bin.getMaxValue() / MICROS_PER_MILLI)));
    }

    Percentiles then(Percentiles next) {
        return new Percentiles(
                p50.then(next.p50), p90.then(next.p90), p95.then(next.p95), p99.then(next.p99), max.then(next.max));
    }
}
