package io.varcas.reports.comparison;

import io.varcas.compare.ChangeVerdict;
import io.varcas.compare.MetricComparison;
import io.varcas.compare.Percentage;
import io.varcas.compare.TestResult;
import io.varcas.metric.DisplayUnit;
import io.varcas.stats.Interval;
import io.varcas.text.NumberText;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * One metric of a comparison as words for a table: every number with its unit or sign, and a dash where there is none.
 *
 * @param cells the words, as many as {@link #HEADS}
 * @param reason why there is no response; else empty
 */
record ComparisonRow(List<String> cells, String reason) {

    private static final String NONE = "-";

    /** Headings of the columns. */
    static final List<String> HEADS = List.of(
            "metric",
            "unit",
            "baseline",
            "candidate",
            "change",
            "interval",
            "p corrected",
            "effect g",
            "noise",
            "finds from",
            "verdict");

    static ComparisonRow of(MetricComparison metric) {
        DisplayUnit unit = DisplayUnit.of(metric.key().metric());
        String verdict = metric.verdict().map(ChangeVerdict::label).orElse("shown only");
        return new ComparisonRow(
                List.of(
                        metric.key().label(),
                        unit.symbol().isEmpty() ? NONE : unit.symbol(),
                        number(metric.baseline().mean(), unit),
                        number(metric.candidate().mean(), unit),
                        metric.change().isPresent() ? signed(metric.change().getAsDouble()) : NONE,
                        metric.evidence()
                                .flatMap(TestResult::changeInterval)
                                .map(ComparisonRow::interval)
                                .orElse(NONE),
                        metric.evidence()
                                .map(evidence -> String.format(Locale.ROOT, "%.3f", evidence.adjustedP()))
                                .orElse(NONE),
                        metric.evidence()
                                .map(TestResult::hedgesG)
                                .filter(OptionalDouble::isPresent)
                                .map(g -> String.format(Locale.ROOT, "%+.1f", g.getAsDouble()))
                                .orElse(NONE),
                        metric.evidence()
                                .map(TestResult::noiseFloor)
                                .map(ComparisonRow::share)
                                .orElse(NONE),
                        metric.evidence()
                                .map(TestResult::detectable)
                                .map(ComparisonRow::share)
                                .orElse(NONE),
                        verdict),
                metric.reason());
    }

    private static String number(OptionalDouble value, DisplayUnit unit) {
        return value.isPresent() ? number(value.getAsDouble() * unit.factor()) : NumberText.NOT_MEASURED;
    }

    private static String number(double value) {
        return Double.isInfinite(value) ? "never came" : NumberText.of(value);
    }

    private static String interval(Interval interval) {
        return "[" + bound(interval.low()) + ", " + bound(interval.high()) + "]";
    }

    private static String bound(double share) {
        return Double.isInfinite(share) ? (share > 0 ? "+inf" : "-inf") : signed(share);
    }

    private static String signed(double share) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * share);
    }

    private static String share(OptionalDouble share) {
        return share.isEmpty() ? NONE : Percentage.format(share.getAsDouble());
    }
}
