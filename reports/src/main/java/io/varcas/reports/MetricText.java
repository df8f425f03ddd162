package io.varcas.reports;

import io.varcas.annotation.Unit;
import io.varcas.metric.DisplayUnit;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Statistic;
import io.varcas.text.NumberText;
import java.util.OptionalDouble;

/** Values of metrics for people; where there is no value stands why. */
public final class MetricText {

    private MetricText() {}

    /** Writes a number of a unit: three significant digits; a count has no decimals. */
    public static String of(double value, Unit unit) {
        return unit == Unit.COUNT ? NumberText.count(value) : NumberText.brief(value);
    }

    /** Writes a number of a unit that may not have been measured. */
    public static String of(OptionalDouble value, Unit unit) {
        return value.isPresent() ? of(value.getAsDouble(), unit) : NumberText.NOT_MEASURED;
    }

    /** Writes a number that may not have been measured, in a unit that stands beside it. */
    public static String of(OptionalDouble value, DisplayUnit unit) {
        return value.isPresent() ? unit.number(value.getAsDouble()) : NumberText.NOT_MEASURED;
    }

    /** Writes the ends of the confidence interval of a statistic, in {@link DisplayUnit#of(MetricSummary)}; empty if it has none. */
    public static String interval(MetricSummary summary, Statistic statistic) {
        return interval(summary, statistic, DisplayUnit.of(summary));
    }

    /** Writes the ends of the confidence interval of a statistic: {@code 15.9 .. 18.2}; empty if it has none, or none that is finite. */
    public static String interval(MetricSummary summary, Statistic statistic, DisplayUnit unit) {
        return summary.interval(statistic)
                .filter(interval -> Double.isFinite(interval.low()))
                .map(interval -> unit.number(interval.low()) + " .. " + unit.number(interval.high()))
                .orElse("");
    }

    /** Writes a statistic in {@link DisplayUnit#of(io.varcas.metric.Metric)}, or the reason why it has no meaning. */
    public static String of(MetricSet metrics, MetricKey key) {
        return metrics.find(key)
                .map(found -> found.supports(key.statistic())
                        ? of(found.get(key.statistic()), DisplayUnit.of(key.metric()))
                        : NumberText.tooSmall(key.statistic().samplesNeeded()))
                .orElse(NumberText.NOT_MEASURED);
    }

    /** Writes a statistic with its unit: {@code 15.8 s}; or the reason why it has no meaning. */
    public static String quantity(MetricSet metrics, MetricKey key) {
        OptionalDouble value = metrics.value(key);
        boolean supported = metrics.find(key)
                .filter(found -> found.supports(key.statistic()))
                .isPresent();
        return supported && value.isPresent()
                ? DisplayUnit.of(key.metric(), value.getAsDouble()).quantity(value.getAsDouble())
                : of(metrics, key);
    }
}
