package io.varcas.profiler.server;

import io.varcas.profiler.prometheus.MetricSample;
import io.varcas.profiler.prometheus.MetricsPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * A number that servers expose under names that changed with their versions.
 *
 * @param name our name, dotted
 * @param unit unit after scaling
 * @param kind what kind of number it is
 * @param scale what the server's number is multiplied with, such as 1000 from seconds to milliseconds
 * @param labels labels a series must have to count
 * @param aliases the server's names, newest first; the first that is exposed holds
 */
record ServerMetric(
        String name, String unit, Kind kind, double scale, Map<String, String> labels, List<Alias> aliases) {

    /** Type of a metric, and for gauges the aggregation of its series. */
    enum Kind {
        GAUGE_SUM,
        GAUGE_MAX,
        COUNTER,
        HISTOGRAM
    }

    /**
     * A name in some versions.
     *
     * @param series name of the series, or of the family for a histogram
     * @param versions versions of vLLM that have it, for the reader
     */
    record Alias(String series, String versions) {}

    ServerMetric {
        labels = Map.copyOf(labels);
        aliases = List.copyOf(aliases);
    }

    /** Returns the name under which a page has it; empty if it has not. */
    Optional<String> exposedAs(MetricsPage page) {
        String suffix = kind == Kind.HISTOGRAM ? "_count" : "";
        return aliases.stream()
                .map(Alias::series)
                .filter(series -> page.samples(series + suffix).stream().anyMatch(this::counts))
                .findFirst();
    }

    boolean counts(MetricSample sample) {
        return labels.entrySet().stream()
                .allMatch(label -> sample.label(label.getKey()).equals(label.getValue()));
    }

    /** Returns the value of a gauge, or the state of a counter. */
    OptionalDouble value(MetricsPage page) {
        return exposedAs(page).map(series -> combined(page, series)).orElse(OptionalDouble.empty());
    }

    private OptionalDouble combined(MetricsPage page, String series) {
        DoubleStream values = page.samples(series).stream().filter(this::counts).mapToDouble(MetricSample::value);
        double value = kind == Kind.GAUGE_MAX ? values.max().orElse(Double.NaN) : values.sum();
        return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value * scale);
    }
}
