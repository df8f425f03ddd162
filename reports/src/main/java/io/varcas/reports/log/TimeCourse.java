package io.varcas.reports.log;

import io.varcas.metric.Metric;
import io.varcas.reports.DoubleSeries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A trial over time, in bins of one width; its forks one after the other. Each row has a number for each bin.
 *
 * @param atSeconds middle of the bins, on the time axis of the trial
 * @param widthSeconds width of a bin
 * @param offered requests due, per second
 * @param started requests sent, per second
 * @param completed requests completed, per second
 * @param failed requests failed, per second
 * @param outputTokens output tokens that arrived, per second
 * @param concurrency time-weighted mean of the requests in flight
 * @param latencies latencies of the requests due in the bin; of ITL, of the gaps that ended in it
 * @param stretches warm-up, measurement phase, drain
 */
public record TimeCourse(
        DoubleSeries atSeconds,
        double widthSeconds,
        DoubleSeries offered,
        DoubleSeries started,
        DoubleSeries completed,
        DoubleSeries failed,
        DoubleSeries outputTokens,
        DoubleSeries concurrency,
        Map<Metric, Percentiles> latencies,
        List<TimeRange> stretches) {

    /** Copies the map and the list. */
    public TimeCourse {
        latencies = Collections.unmodifiableMap(
                latencies.isEmpty() ? new EnumMap<>(Metric.class) : new EnumMap<>(latencies));
        stretches = List.copyOf(stretches);
    }

    /** Returns this course and another one after it, of the same width. */
    TimeCourse then(TimeCourse next) {
        Map<Metric, Percentiles> joined = new EnumMap<>(Metric.class);
        latencies.forEach(
                (metric, own) -> joined.put(metric, own.then(Objects.requireNonNull(next.latencies.get(metric)))));
        List<TimeRange> all = new ArrayList<>(stretches);
        all.addAll(next.stretches);
        return new TimeCourse(
                atSeconds.then(next.atSeconds),
                widthSeconds,
                offered.then(next.offered),
                started.then(next.started),
                completed.then(next.completed),
                failed.then(next.failed),
                outputTokens.then(next.outputTokens),
                concurrency.then(next.concurrency),
                joined,
                all);
    }
}
