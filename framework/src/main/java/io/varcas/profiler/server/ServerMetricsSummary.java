package io.varcas.profiler.server;

import io.varcas.metric.Statistic;
import io.varcas.profiler.Reading;
import io.varcas.profiler.prometheus.HistogramDelta;
import io.varcas.profiler.prometheus.HistogramDelta.Estimate;
import io.varcas.profiler.server.ServerMetric.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The change of servers' counters and histograms over the measurement phase, as readings. */
final class ServerMetricsSummary {

    private static final List<Statistic> QUANTILES = List.of(Statistic.P50, Statistic.P95, Statistic.P99);

    private final PooledDelta delta;
    private final String obstacle;

    /**
     * @param delta the change
     * @param obstacle why there is none, for each reading; empty if there is
     */
    ServerMetricsSummary(PooledDelta delta, String obstacle) {
        this.delta = delta;
        this.obstacle = obstacle;
    }

    List<Reading> of(List<ServerMetric> metrics) {
        List<Reading> readings = new ArrayList<>();
        for (ServerMetric metric : metrics) {
            if (metric.optional() && !delta.exposes(metric)) {
                continue;
            }
            if (metric.kind() == Kind.COUNTER) {
                readings.add(counted(metric));
            } else if (metric.kind() == Kind.HISTOGRAM) {
                readings.addAll(observed(metric));
            }
        }
        return readings;
    }

    private Reading counted(ServerMetric metric) {
        OptionalDouble rise = delta.counter(metric);
        return rise.isEmpty()
                ? Reading.absent(metric.name(), metric.unit(), absence(metric))
                : new Reading(metric.name(), metric.unit(), rise, "");
    }

    private List<Reading> observed(ServerMetric metric) {
        Optional<HistogramDelta> histogram = delta.histogram(metric);
        if (histogram.isEmpty()) {
            return List.of(Reading.absent(metric.name() + ".mean", metric.unit(), absence(metric)));
        }
        HistogramDelta observed = histogram.get();
        List<Reading> readings = new ArrayList<>();
        readings.add(Reading.of(metric.name() + ".n", "observations", observed.count()));
        String none = observed.count() > 0 ? "its buckets do not tell" : "nothing was observed";
        readings.add(reading(metric, Statistic.MEAN.label(), observed.mean(), "", none));
        for (Statistic statistic : QUANTILES) {
            Optional<Estimate> estimate = observed.quantile(statistic.quantile().orElseThrow());
            OptionalDouble value =
                    estimate.isPresent() ? OptionalDouble.of(estimate.get().value()) : OptionalDouble.empty();
            readings.add(reading(
                    metric,
                    statistic.label(),
                    value,
                    estimate.map(Estimate::bound)
                            .map(bound -> note(bound, delta.series(metric)))
                            .orElse(""),
                    none));
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

    private static Reading reading(
            ServerMetric metric, String statistic, OptionalDouble value, String note, String absence) {
        String name = metric.name() + "." + statistic;
        return value.isPresent()
                ? new Reading(name, metric.unit(), OptionalDouble.of(value.getAsDouble() * metric.scale()), note)
                : Reading.absent(name, metric.unit(), absence);
    }

    private String absence(ServerMetric metric) {
        if (!obstacle.isEmpty()) {
            return obstacle;
        }
        ServerMetric.Alias newest = metric.aliases().get(0);
        return "the server does not expose " + newest.series()
                + (newest.since().isPresent() ? " (vLLM " + newest.versions() + ")" : "");
    }
}
