package io.varcas.profiler.server;

import io.varcas.metric.Statistic;
import io.varcas.profiler.Attachment;
import io.varcas.profiler.Column;
import io.varcas.profiler.Row;
import io.varcas.profiler.TimeSeries;
import io.varcas.profiler.prometheus.HistogramDelta;
import io.varcas.profiler.prometheus.HistogramDelta.Estimate;
import io.varcas.profiler.server.ServerMetric.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Counters and histograms of the servers by iteration: one row for each measured iteration, at its end. */
final class IterationSeries {

    private static final String NAME = "server-metrics-iterations";
    private static final Statistic QUANTILE = Statistic.P95;

    private final List<ServerMetric> counters;
    private final List<ServerMetric> histograms;
    private final List<Row> rows = new ArrayList<>();

    IterationSeries(List<ServerMetric> metrics) {
        counters =
                metrics.stream().filter(metric -> metric.kind() == Kind.COUNTER).toList();
        histograms = metrics.stream()
                .filter(metric -> metric.kind() == Kind.HISTOGRAM)
                .toList();
    }

    /** Adds an iteration; one whose pages were not read, or are of different processes, is a row of nothing. */
    void add(long elapsedNanos, Optional<PooledDelta> delta) {
        List<OptionalDouble> values = new ArrayList<>();
        counters.forEach(
                metric -> values.add(delta.map(known -> known.counter(metric)).orElse(OptionalDouble.empty())));
        for (ServerMetric metric : histograms) {
            Optional<HistogramDelta> observed = delta.flatMap(known -> known.histogram(metric));
            values.add(observed.map(known -> OptionalDouble.of(known.count())).orElse(OptionalDouble.empty()));
            values.add(scaled(metric, observed.map(HistogramDelta::mean).orElse(OptionalDouble.empty())));
            Optional<Estimate> quantile =
                    observed.flatMap(known -> known.quantile(QUANTILE.quantile().orElseThrow()));
            values.add(scaled(
                    metric,
                    quantile.map(known -> OptionalDouble.of(known.value())).orElse(OptionalDouble.empty())));
        }
        rows.add(new Row(elapsedNanos, values));
    }

    private static OptionalDouble scaled(ServerMetric metric, OptionalDouble value) {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * metric.scale()) : value;
    }

    /** Returns the file: as a time series, but headed by the iteration, so that no chart over time is drawn of it. */
    Attachment file() {
        List<Column> columns = new ArrayList<>();
        counters.forEach(metric -> columns.add(new Column(metric.name(), metric.unit())));
        for (ServerMetric metric : histograms) {
            columns.add(new Column(metric.name() + ".n", "observations"));
            columns.add(new Column(metric.name() + "." + Statistic.MEAN.label(), metric.unit()));
            columns.add(new Column(metric.name() + "." + QUANTILE.label(), metric.unit()));
        }
        List<String> lines = new TimeSeries(NAME, columns, rows).toCsv().lines().toList();
        StringBuilder csv = new StringBuilder("iteration,").append(lines.get(0)).append('\n');
        for (int i = 1; i < lines.size(); i++) {
            csv.append(i).append(',').append(lines.get(i)).append('\n');
        }
        return new Attachment(NAME + ".csv", csv.toString());
    }
}
