package io.varcas.profiler.server;

import io.varcas.profiler.prometheus.MetricSample;
import io.varcas.profiler.prometheus.MetricsPage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A number that servers expose under names that changed with their versions.
 *
 * @param name our name, dotted
 * @param unit unit after scaling
 * @param kind what kind of number it is
 * @param scale what the server's number is multiplied with, such as 1000 from seconds to milliseconds
 * @param labels labels a series must have to count
 * @param aliases the server's names, newest first; the first that is exposed holds
 * @param optional whether only servers with certain flags have it, so that its absence is not worth a line
 */
record ServerMetric(
        String name,
        String unit,
        Kind kind,
        double scale,
        Map<String, String> labels,
        List<Alias> aliases,
        boolean optional) {

    private static final String TOTAL = "_total";

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
     * @param since first version of vLLM that has it; empty if it was always there
     * @param until last version that has it; empty if it still is
     */
    record Alias(String series, Optional<String> since, Optional<String> until) {

        /** Returns the versions that have it, such as {@code 0.9 to 0.12}. */
        String versions() {
            if (until.isEmpty()) {
                return since.map(first -> first + " and later").orElse("all versions");
            }
            return since.map(first -> first + " to ").orElse("up to ") + until.get();
        }

        /** Returns the names to look for: counters lose their suffix where another library than Prometheus' own exposes them, as in Ray. */
        Stream<String> names(Kind kind) {
            return kind == Kind.COUNTER && series.endsWith(TOTAL)
                    ? Stream.of(series, series.substring(0, series.length() - TOTAL.length()))
                    : Stream.of(series);
        }
    }

    ServerMetric {
        labels = Map.copyOf(labels);
        aliases = List.copyOf(aliases);
    }

    /** Returns the name under which a page has it; empty if it has not. */
    Optional<String> exposedAs(MetricsPage page) {
        String suffix = kind == Kind.HISTOGRAM ? "_count" : "";
        return aliases.stream()
                .flatMap(alias -> alias.names(kind))
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
