package io.varcas.metric;

import io.varcas.annotation.Unit;
import io.varcas.stats.Interval;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param samples the samples themselves, where they are kept; not to be changed
 * @param intervals confidence intervals of the statistics that have one
 */
public record MetricSummary(
        Metric metric,
        boolean ok,
        long n,
        long failed,
        Origin origin,
        Map<Statistic, Double> statistics,
        Optional<Distribution> samples,
        Map<Statistic, Interval> intervals) {

    /**
     * Range of a count that is not known exactly.
     *
     * @param least smallest count that the summary allows
     * @param most largest count that the summary allows
     */
    public record CountRange(long least, long most) {

        /** Returns whether the count is known. */
        public boolean isExact() {
            return least == most;
        }
    }

    /** Copies the statistics, in the order of {@link Statistic}. */
    public MetricSummary {
        Map<Statistic, Double> copy = new EnumMap<>(Statistic.class);
        copy.putAll(statistics);
        statistics = Collections.unmodifiableMap(copy);
        Map<Statistic, Interval> copies = new EnumMap<>(Statistic.class);
        copies.putAll(intervals);
        intervals = Collections.unmodifiableMap(copies);
    }

    /** Creates a summary without the samples behind it. */
    public MetricSummary(
            Metric metric, boolean ok, long n, long failed, Origin origin, Map<Statistic, Double> statistics) {
        this(metric, ok, n, failed, origin, statistics, Optional.empty(), Map.of());
    }

    /** Returns this with the samples behind it. */
    public MetricSummary with(Distribution distribution) {
        return new MetricSummary(metric, ok, n, failed, origin, statistics, Optional.of(distribution), intervals);
    }

    /** Returns this without the samples behind it. */
    MetricSummary withoutSamples() {
        return new MetricSummary(metric, ok, n, failed, origin, statistics, Optional.empty(), intervals);
    }

    /** Returns this with confidence intervals of its statistics. */
    public MetricSummary with(Map<Statistic, Interval> others) {
        return new MetricSummary(metric, ok, n, failed, origin, statistics, samples, others);
    }

    /** Returns the confidence interval of a statistic; empty if it has none, or the sample is too small for the statistic. */
    public Optional<Interval> interval(Statistic statistic) {
        return Optional.ofNullable(intervals.get(statistic)).filter(interval -> supports(statistic));
    }

    /**
     * Counts the samples above a bound, failures included: from the samples, or else as narrowly as the percentiles allow.
     *
     * @param bound in {@link #unit()}
     */
    public CountRange above(double bound) {
        if (samples.isPresent()) {
            long above = samples.get().above(bound) + failed;
            return new CountRange(above, above);
        }
        long least = failed;
        long most = n;
        for (Map.Entry<Statistic, Double> statistic : statistics.entrySet()) {
            long rank = statistic.getKey().rank(n);
            if (rank > 0 && statistic.getValue() <= bound) {
                most = Math.min(most, n - rank);
            } else if (rank > 0 && statistic.getValue() > bound) {
                least = Math.max(least, n - rank + 1);
            }
        }
        return new CountRange(Math.min(least, most), Math.max(least, most));
    }

    /**
     * Counts the samples below a bound: from the samples, or else as narrowly as the percentiles allow. Failures are at infinity, which is
     * below nothing.
     *
     * @param bound in {@link #unit()}
     */
    public CountRange below(double bound) {
        if (samples.isPresent()) {
            long below = samples.get().below(bound);
            return new CountRange(below, below);
        }
        long least = 0;
        long most = n - failed;
        for (Map.Entry<Statistic, Double> statistic : statistics.entrySet()) {
            long rank = statistic.getKey().rank(n);
            if (rank > 0 && statistic.getValue() < bound) {
                least = Math.max(least, rank);
            } else if (rank > 0 && statistic.getValue() >= bound) {
                most = Math.min(most, rank - 1);
            }
        }
        return new CountRange(Math.min(least, most), Math.max(least, most));
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
