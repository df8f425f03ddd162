package io.varcas.profiler.server;

import io.varcas.metric.Statistic;
import io.varcas.profiler.Reading;
import io.varcas.profiler.prometheus.HistogramDelta;
import io.varcas.profiler.prometheus.HistogramDelta.Estimate;
import io.varcas.profiler.prometheus.MetricsDelta;
import io.varcas.profiler.prometheus.MetricsPage;
import io.varcas.profiler.server.ServerMetric.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The change of a server's counters between the scrapes before and after the measurement phase. */
final class ServerMetricsSummary {

    private static final List<Statistic> QUANTILES = List.of(Statistic.P50, Statistic.P95, Statistic.P99);
    private static final String RESTARTED = "the server restarted or a counter was reset: counted since then";

    private final MetricsPage after;
    private final MetricsDelta delta;
    private final String note;

    ServerMetricsSummary(MetricsPage before, MetricsPage after) {
        this.after = after;
        delta = new MetricsDelta(before, after);
        note = delta.wasReset() ? RESTARTED : "";
    }

    List<Reading> of(List<ServerMetric> metrics) {
        List<Reading> readings = new ArrayList<>();
        for (ServerMetric metric : metrics) {
            Optional<String> series = metric.exposedAs(after);
            if (metric.kind() == Kind.COUNTER) {
                readings.add(series.map(name -> counted(metric, name))
                        .orElseGet(() -> Reading.absent(metric.name(), metric.unit(), notExposed(metric))));
            } else if (metric.kind() == Kind.HISTOGRAM) {
                readings.addAll(observed(metric, series));
            }
        }
        return readings;
    }

    private Reading counted(ServerMetric metric, String series) {
        OptionalDouble rise = delta.counter(series, metric::counts);
        return new Reading(metric.name(), metric.unit(), rise, note);
    }

    private List<Reading> observed(ServerMetric metric, Optional<String> series) {
        Optional<HistogramDelta> histogram = series.flatMap(delta::histogram);
        if (histogram.isEmpty()) {
            return List.of(Reading.absent(metric.name() + ".mean", metric.unit(), notExposed(metric)));
        }
        HistogramDelta observed = histogram.get();
        List<Reading> readings = new ArrayList<>();
        readings.add(new Reading(metric.name() + ".n", "observations", OptionalDouble.of(observed.count()), note));
        readings.add(reading(metric, Statistic.MEAN.label(), observed.mean(), note));
        for (Statistic statistic : QUANTILES) {
            Optional<Estimate> estimate = observed.quantile(statistic.quantile().orElseThrow());
            OptionalDouble value =
                    estimate.isPresent() ? OptionalDouble.of(estimate.get().value()) : OptionalDouble.empty();
            readings.add(reading(
                    metric,
                    statistic.label(),
                    value,
                    estimate.map(Estimate::bound)
                            .map(bound -> note(bound, series.get()))
                            .orElse("")));
        }
        return readings;
    }

    private static String note(HistogramDelta.Bound bound, String series) {
        return switch (bound) {
            case NONE -> "interpolated from the buckets of " + series;
            case AT_MOST -> "at most this: it lies in the first bucket of " + series;
            case AT_LEAST -> "at least this: it lies in the last bucket of " + series;
        };
    }

    private static Reading reading(ServerMetric metric, String statistic, OptionalDouble value, String note) {
        String name = metric.name() + "." + statistic;
        return value.isPresent()
                ? new Reading(name, metric.unit(), OptionalDouble.of(value.getAsDouble() * metric.scale()), note)
                : Reading.absent(name, metric.unit(), "nothing was observed");
    }

    private static String notExposed(ServerMetric metric) {
        return "the server does not expose " + metric.aliases().get(0).series();
    }
}
