package io.varcas.reports.html;

import io.varcas.compare.ChangeVerdict;
import io.varcas.compare.MetricComparison;
import io.varcas.compare.TestResult;
import io.varcas.compare.TrialComparison;
import io.varcas.compare.Values;
import io.varcas.metric.DisplayUnit;
import io.varcas.metric.Metric;
import io.varcas.reports.html.element.Badge;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.stats.Interval;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The tables of a compared trial: changes with their pictures, statistics, and what was offered. */
final class ComparisonTables {

    private static final double PERCENT = 100;

    private ComparisonTables() {}

    /** Returns the metrics with a verdict: values, change, picture, verdict. */
    static Tag changes(TrialComparison trial) {
        ChangePlot plot = new ChangePlot(trial.metrics().stream());
        TableTag table = new TableTag(
                "Metrics with a verdict; values are means of the repeats ± standard deviation",
                "metric",
                "#baseline",
                "#candidate",
                "#change",
                plot.scale(),
                "verdict");
        for (MetricComparison metric : trial.metrics()) {
            table.row(
                    name(metric),
                    values(metric, metric.baseline()),
                    values(metric, metric.candidate()),
                    Tag.of("span", change(metric)).classed(colour(metric)),
                    plot.of(metric),
                    verdict(metric));
        }
        return table.isEmpty() ? none("No metric has a verdict.") : table.tag();
    }

    /**
     * Returns the changes of several candidates side by side.
     *
     * @param trials comparisons of one trial, by the name of the candidate
     */
    static Tag candidates(Map<String, TrialComparison> trials) {
        List<String> heads = new ArrayList<>(List.of("metric"));
        trials.keySet().forEach(candidate -> heads.add("#" + candidate));
        TableTag table =
                new TableTag("Change from the baseline; + is better, \u2212 is worse, ? is inconclusive", heads);
        TrialComparison first = trials.values().iterator().next();
        for (MetricComparison metric : first.metrics()) {
            List<Tag> cells = new ArrayList<>(List.of(name(metric)));
            for (TrialComparison trial : trials.values()) {
                cells.add(trial.metrics().stream()
                        .filter(one -> one.key().equals(metric.key()))
                        .findFirst()
                        .map(ComparisonTables::cell)
                        .orElseGet(() -> none("–")));
            }
            table.row(cells);
        }
        return table.isEmpty() ? none("No metric has a verdict.") : table.tag();
    }

    private static Tag cell(MetricComparison metric) {
        String mark = metric.verdict()
                .map(verdict -> switch (verdict) {
                    case BETTER -> "+ better ";
                    case WORSE -> "\u2212 worse ";
                    case NO_DIFFERENCE_SHOWN -> "= ";
                    case INCONCLUSIVE -> "? ";
                })
                .orElse("");
        return Tag.of("span", mark + change(metric)).classed(colour(metric)).with("title", metric.reason());
    }

    /** Returns the statistics behind the verdicts. */
    static Tag statistics(TrialComparison trial) {
        TableTag table = new TableTag(
                "Statistics of the tests",
                "metric",
                "#interval (%)",
                "#corrected p",
                "#Hedges' g",
                "#noise (%)",
                "#could have seen (%)",
                "reason");
        for (MetricComparison metric : trial.metrics()) {
            Optional<TestResult> found = metric.evidence();
            table.row(
                    name(metric),
                    Tag.of("span", interval(metric)),
                    Tag.of(
                            "span",
                            found.map(test -> String.format(Locale.ROOT, "%.3f", test.adjustedP()))
                                    .orElse("–")),
                    Tag.of("span", number(found.map(TestResult::hedgesG).orElse(OptionalDouble.empty()))),
                    percent(found.map(TestResult::noiseFloor).orElse(OptionalDouble.empty())),
                    percent(found.map(TestResult::detectable).orElse(OptionalDouble.empty())),
                    Tag.of("span", metric.reason()));
        }
        return table.isEmpty() ? none("No metric was tested.") : table.tag();
    }

    /** Returns the metrics that are only shown. */
    static Tag context(TrialComparison trial) {
        TableTag table = new TableTag(
                "Offered, started and completed requests, and other outcomes",
                "metric",
                "#baseline",
                "#candidate",
                "#change");
        for (MetricComparison metric : trial.context()) {
            table.row(
                    name(metric),
                    values(metric, metric.baseline()),
                    values(metric, metric.candidate()),
                    Tag.of("span", change(metric)));
        }
        return table.isEmpty() ? none("Nothing else was measured.") : table.tag();
    }

    private static Tag none(String text) {
        return Tag.of("p", text).classed("none");
    }

    private static Tag name(MetricComparison metric) {
        Metric about = metric.key().metric();
        String unit = DisplayUnit.of(about).symbol();
        return Tag.of("span")
                .add(Tag.of("code", metric.key().title()).with("title", about.meaning()))
                .text(unit.isEmpty() ? "" : " " + unit);
    }

    private static Tag verdict(MetricComparison metric) {
        ChangeVerdict verdict = metric.verdict().orElse(ChangeVerdict.INCONCLUSIVE);
        Tag chip = Tag.of("span", mark(verdict) + verdict.label())
                .classed("chip "
                        + switch (verdict) {
                            case BETTER -> "better";
                            case WORSE -> "worse";
                            case NO_DIFFERENCE_SHOWN -> "origin";
                            case INCONCLUSIVE -> "unknown";
                        });
        return metric.reason().isEmpty() ? chip : chip.with("title", metric.reason());
    }

    private static String mark(ChangeVerdict verdict) {
        return switch (verdict) {
            case BETTER -> "▲ ";
            case WORSE -> "▼ ";
            case NO_DIFFERENCE_SHOWN -> "= ";
            case INCONCLUSIVE -> "? ";
        };
    }

    private static String colour(MetricComparison metric) {
        return switch (metric.verdict().orElse(ChangeVerdict.INCONCLUSIVE)) {
            case BETTER -> "better";
            case WORSE -> "worse";
            case NO_DIFFERENCE_SHOWN, INCONCLUSIVE -> "none";
        };
    }

    private static Tag values(MetricComparison metric, Values values) {
        DisplayUnit unit = DisplayUnit.of(metric.key().metric());
        if (values.mean().isEmpty() || !Double.isFinite(values.mean().getAsDouble())) {
            return Badge.number(values.mean());
        }
        String spread =
                values.sd().isPresent() ? " ± " + unit.number(values.sd().getAsDouble()) : "";
        return Tag.of("span", unit.number(values.mean().getAsDouble()) + spread)
                .with("title", values.values().size() + " repeats");
    }

    private static String change(MetricComparison metric) {
        return metric.change().isPresent()
                ? String.format(
                        Locale.ROOT, "%+.1f %%", PERCENT * metric.change().getAsDouble())
                : "–";
    }

    private static String interval(MetricComparison metric) {
        return metric.evidence()
                .flatMap(TestResult::changeInterval)
                .map((Interval found) ->
                        String.format(Locale.ROOT, "%+.1f to %+.1f", PERCENT * found.low(), PERCENT * found.high()))
                .orElse("–");
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? NumberText.brief(value.getAsDouble()) : "–";
    }

    private static Tag percent(OptionalDouble share) {
        return Tag.of(
                "span", share.isPresent() ? String.format(Locale.ROOT, "%.1f", PERCENT * share.getAsDouble()) : "–");
    }
}
