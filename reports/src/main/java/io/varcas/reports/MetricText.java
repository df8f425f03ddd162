package io.varcas.reports;

import io.varcas.annotation.Unit;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Statistic;
import io.varcas.text.NumberText;
import java.util.OptionalDouble;

/** Values of metrics for people: a count has no decimals, and where there is no value stands why. */
public final class MetricText {

    private MetricText() {}

    /** Writes a number of a unit. */
    public static String of(double value, Unit unit) {
        return unit == Unit.COUNT ? NumberText.whole(value) : NumberText.of(value);
    }

    /** Writes a number of a unit that may not have been measured. */
    public static String of(OptionalDouble value, Unit unit) {
        return value.isPresent() ? of(value.getAsDouble(), unit) : NumberText.NOT_MEASURED;
    }

    /** Writes the ends of the confidence interval of a statistic: {@code 15.90 .. 18.20}; empty if it has none. */
    public static String interval(MetricSummary summary, Statistic statistic) {
        return summary.interval(statistic)
                .map(interval -> of(interval.low(), summary.unit()) + " .. " + of(interval.high(), summary.unit()))
                .orElse("");
    }

    /** Writes a statistic, with {@link NumberText#tooSmall} or {@link NumberText#NOT_MEASURED} where it has no meaning. */
    public static String of(MetricSet metrics, MetricKey key) {
        return metrics.find(key)
                .map(found -> found.supports(key.statistic())
                        ? of(found.get(key.statistic()), found.unit())
                        : NumberText.tooSmall(key.statistic().samplesNeeded()))
                .orElse(NumberText.NOT_MEASURED);
    }
}
