package io.varcas.reports.log;

import io.varcas.metric.Metric;
import io.varcas.reports.DoubleSeries;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
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
 * @param errors failed requests per second, by kind and message
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
        Map<String, DoubleSeries> errors,
        List<TimeRange> stretches) {

    /** Copies the maps and the list. */
    public TimeCourse {
        latencies = Collections.unmodifiableMap(
                latencies.isEmpty() ? new EnumMap<>(Metric.class) : new EnumMap<>(latencies));
        errors = Collections.unmodifiableMap(new LinkedHashMap<>(errors));
        stretches = List.copyOf(stretches);
    }

    /** Returns the output tokens per second at a time; {@link Double#NaN} outside the course. */
    public double outputTokensAt(double seconds) {
        for (int i = 0; i < atSeconds.size(); i++) {
            if (Math.abs(atSeconds.at(i) - seconds) <= widthSeconds / 2) {
                return outputTokens.at(i);
            }
        }
        return Double.NaN;
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
                joined(next),
                all);
    }

    private Map<String, DoubleSeries> joined(TimeCourse next) {
        Map<String, DoubleSeries> joined = new LinkedHashMap<>();
        errors.forEach((kind, rates) -> joined.put(kind, rates.then(next.errors.getOrDefault(kind, none(next)))));
        next.errors.forEach((kind, rates) -> joined.putIfAbsent(kind, none(this).then(rates)));
        return joined;
    }

    private static DoubleSeries none(TimeCourse course) {
        return DoubleSeries.of(new double[course.atSeconds.size()]);
    }
}
