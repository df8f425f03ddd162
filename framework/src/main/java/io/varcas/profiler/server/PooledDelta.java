package io.varcas.profiler.server;

import io.varcas.profiler.prometheus.HistogramDelta;
import io.varcas.profiler.prometheus.MetricsDelta;
import io.varcas.profiler.prometheus.MetricsPage;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The change between two moments at one or several addresses together. What one of them does not expose is absent, for a sum without it is none. */
final class PooledDelta {

    /**
     * The two pages of one address.
     *
     * @param before the earlier
     * @param after the later
     */
    record Pages(MetricsPage before, MetricsPage after) {}

    private final List<Pages> pages;
    private final List<MetricsDelta> deltas;

    PooledDelta(List<Pages> pages) {
        this.pages = List.copyOf(pages);
        deltas = pages.stream()
                .map(page -> new MetricsDelta(page.before(), page.after()))
                .toList();
    }

    /** Returns whether every address exposes a metric. */
    boolean exposes(ServerMetric metric) {
        return !pages.isEmpty()
                && pages.stream()
                        .allMatch(page -> metric.exposedAs(page.after()).isPresent());
    }

    /** Returns the server's name of a metric at the first address. */
    String series(ServerMetric metric) {
        return pages.stream()
                .flatMap(page -> metric.exposedAs(page.after()).stream())
                .findFirst()
                .orElse(metric.aliases().get(0).series());
    }

    /** Returns how much a counter rose. */
    OptionalDouble counter(ServerMetric metric) {
        double sum = 0;
        for (int i = 0; i < pages.size(); i++) {
            MetricsDelta delta = deltas.get(i);
            OptionalDouble rise = metric.exposedAs(pages.get(i).after())
                    .map(series -> delta.counter(series, metric::counts))
                    .orElse(OptionalDouble.empty());
            if (rise.isEmpty()) {
                return OptionalDouble.empty();
            }
            sum += rise.getAsDouble();
        }
        return pages.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(sum);
    }

    /** Returns what a histogram observed; without buckets if those of the addresses have different bounds. */
    Optional<HistogramDelta> histogram(ServerMetric metric) {
        Optional<HistogramDelta> pooled = Optional.empty();
        for (int i = 0; i < pages.size(); i++) {
            Optional<HistogramDelta> next =
                    metric.exposedAs(pages.get(i).after()).flatMap(deltas.get(i)::histogram);
            if (next.isEmpty()) {
                return Optional.empty();
            }
            pooled = Optional.of(pooled.map(sum -> plus(sum, next.get())).orElse(next.get()));
        }
        return pooled;
    }

    private static HistogramDelta plus(HistogramDelta a, HistogramDelta b) {
        NavigableMap<Double, Double> cumulative = new TreeMap<>();
        if (a.cumulative().keySet().equals(b.cumulative().keySet())) {
            a.cumulative()
                    .forEach((bound, count) ->
                            cumulative.put(bound, count + b.cumulative().getOrDefault(bound, 0.0)));
        }
        return new HistogramDelta(a.count() + b.count(), a.sum() + b.sum(), cumulative);
    }
}
