package io.varcas.metric;

import io.varcas.annotation.Unit;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Statistics of one metric over the requests of a trial, an iteration or an imported file.
 *
 * @param metric the metric
 * @param ok whether failed requests are left out instead of counting as infinity
 * @param n samples, failures included; for a rate or a plain number, the events it was made from
 * @param failed failures among them, each at infinity; 0 under {@code ok}
 * @param origin where the samples come from
 * @param statistics what was computed, in {@link #unit()}; a statistic without a value is absent, and a percentile that falls among
 *     the failures is {@link Double#POSITIVE_INFINITY}
 */
public record MetricSummary(
        Metric metric, boolean ok, long n, long failed, Origin origin, Map<Statistic, Double> statistics) {

    /** Copies the statistics, in the order of {@link Statistic}. */
    public MetricSummary {
        Map<Statistic, Double> copy = new EnumMap<>(Statistic.class);
        copy.putAll(statistics);
        statistics = Collections.unmodifiableMap(copy);
    }

    /** Returns the name of the metric's object in {@code result.json}: metric, and {@code .ok}. */
    public String block() {
        return metric.label() + (ok ? ".ok" : "");
    }

    /** Returns the unit of the statistics. */
    public Unit unit() {
        return metric.unit();
    }

    /** Returns a statistic; empty if it was not measured. Whether the sample supports it is another question. */
    public OptionalDouble get(Statistic statistic) {
        Double value = statistics.get(statistic);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /**
     * Returns whether the sample is large enough for a statistic; what is not is shown as "n too small" and decides
     * nothing.
     */
    public boolean supports(Statistic statistic) {
        return statistic.isSupportedBy(n);
    }

    /** Returns the statistics that the sample is too small for. */
    public List<Statistic> tooSmallFor() {
        return statistics.keySet().stream()
                .filter(statistic -> !supports(statistic))
                .toList();
    }
}
