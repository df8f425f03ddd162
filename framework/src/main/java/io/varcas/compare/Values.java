package io.varcas.compare;

import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.stats.Moments;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * The values of one metric in the repeats of one side.
 *
 * @param repeats repeats there were
 * @param values those that were measured, in order; infinite where so many requests failed that the percentile falls among them
 * @param fewestSamples samples behind the repeat that has fewest
 * @param supported whether each repeat has samples enough for the statistic
 * @param origin where they come from; empty if there are none
 */
public record Values(int repeats, List<Double> values, long fewestSamples, boolean supported, Optional<Origin> origin) {

    /** Copies the list. */
    public Values {
        values = List.copyOf(values);
    }

    static Values of(List<MetricSet> repeats, MetricKey key) {
        List<MetricSummary> found = repeats.stream()
                .flatMap(metrics -> metrics.find(key).stream())
                .filter(summary -> summary.get(key.statistic()).isPresent())
                .toList();
        return new Values(
                repeats.size(),
                found.stream()
                        .map(summary -> summary.get(key.statistic()).orElseThrow())
                        .toList(),
                found.stream().mapToLong(MetricSummary::n).min().orElse(0),
                found.stream().allMatch(summary -> summary.supports(key.statistic())),
                found.stream().map(MetricSummary::origin).findFirst());
    }

    /** Returns whether every repeat has a value. */
    public boolean isComplete() {
        return repeats > 0 && values.size() == repeats;
    }

    /** Returns whether every value is finite. */
    public boolean isFinite() {
        return values.stream().allMatch(Double::isFinite);
    }

    /** Returns the mean over the repeats; empty if there are none, infinite if one is. */
    public OptionalDouble mean() {
        return asDoubles().average();
    }

    /** Returns the sample standard deviation over the repeats; empty for fewer than two, or if a value is infinite. */
    public OptionalDouble sd() {
        return values.size() < 2 || !isFinite()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Moments.of(toArray()).sampleSd());
    }

    double[] toArray() {
        return asDoubles().toArray();
    }

    private DoubleStream asDoubles() {
        return values.stream().mapToDouble(Double::doubleValue);
    }
}
