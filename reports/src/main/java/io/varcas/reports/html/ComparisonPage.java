package io.varcas.reports.html;

import io.varcas.compare.ChangeVerdict;
import io.varcas.compare.Comparison;
import io.varcas.compare.ComparisonFormat;
import io.varcas.compare.Decision;
import io.varcas.compare.MetricComparison;
import io.varcas.compare.TestResult;
import io.varcas.compare.TrialComparison;
import io.varcas.compare.Values;
import io.varcas.compare.Warning;
import io.varcas.reports.chart.ChangeChart;
import io.varcas.reports.chart.Chart;
import io.varcas.stats.Interval;
import io.varcas.text.NumberText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A comparison as one page: the verdict and every warning first, then what each metric did and what could not have been seen. */
public final class ComparisonPage implements ComparisonFormat {

    @Override
    public String name() {
        return "html";
    }

    @Override
    public void write(Comparison comparison, Optional<Decision> decision, OutputStream out) throws IOException {
        ChartBook book = new ChartBook();
        Tag body = Tag.of("main").add(header(comparison, decision), navigation(comparison));
        for (int i = 0; i < comparison.trials().size(); i++) {
            body.add(trial(comparison.trials().get(i), id(i), book));
        }
        body.add(how(comparison));
        String title = comparison.baseline() + " and " + comparison.candidate() + " · Varcas";
        out.write(Page.of(title, body, book).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String id(int trial) {
        return "trial-" + (trial + 1);
    }

    private static Tag header(Comparison comparison, Optional<Decision> decision) {
        ChangeVerdict verdict = comparison.verdict();
        Tag header = Tag.of("header").classed("verdict " + colour(verdict));
        header.add(
                Tag.of("p", verdict.label().toUpperCase(Locale.ROOT)).classed("word"),
                Tag.of("h1", comparison.candidate() + " against " + comparison.baseline()));
        decision.ifPresent(made -> {
            header.add(Tag.of("p", "Rule: " + made.outcome().label()).classed("because"));
            made.reasons().forEach(reason -> header.add(Tag.of("p", reason)));
        });
        return header.add(warnings(comparison.warnings()));
    }

    /** Class of the header's frame, which is one of a run's. */
    private static String colour(ChangeVerdict verdict) {
        return switch (verdict) {
            case BETTER -> "met";
            case WORSE -> "broken";
            case NO_DIFFERENCE_SHOWN, INCONCLUSIVE -> "";
        };
    }

    private static Tag navigation(Comparison comparison) {
        Tag nav = Tag.of("nav").with("aria-label", "Sections");
        for (int i = 0; i < comparison.trials().size(); i++) {
            nav.add(Tag.of("a", comparison.trials().get(i).name()).with("href", "#" + id(i)));
        }
        return nav.add(
                Tag.of("a", "How").with("href", "#how"),
                Tag.of("button", "light / dark").with("type", "button").with("id", "theme"));
    }

    private static List<Tag> warnings(List<Warning> warnings) {
        return warnings.stream()
                .map(warning -> Tag.of("p", warning.sentence())
                        .classed("banner")
                        .with("title", warning.kind().label()))
                .toList();
    }

    private static Tag trial(TrialComparison trial, String id, ChartBook book) {
        Tag section = Tag.of("section").with("id", id);
        section.add(
                Tag.of("h2", trial.name()),
                Tag.of(
                                "p",
                                trial.baselineRepeats() + " and " + trial.candidateRepeats() + " repeats ("
                                        + trial.unit().label() + ", "
                                        + trial.design().name().toLowerCase(Locale.ROOT) + "); requests: "
                                        + trial.sameRequests().label())
                        .classed("subtitle"));
        section.add(warnings(trial.warnings()));
        Chart chart = ChangeChart.of(trial);
        if (chart.series().size() > 1) {
            section.add(book.figures(id + "-change", List.of(chart)));
        }
        section.add(metrics("Metrics with a verdict", trial.metrics(), true));
        section.add(metrics("Offered, started and completed requests, and other outcomes", trial.context(), false));
        return section.add(differences(trial));
    }

    private static Tag metrics(String caption, List<MetricComparison> metrics, boolean judged) {
        TableTag table = judged
                ? new TableTag(
                        caption,
                        "metric",
                        "verdict",
                        "unit",
                        "#baseline",
                        "#candidate",
                        "#change (%)",
                        "#interval (%)",
                        "#corrected p",
                        "#Hedges' g",
                        "#noise (%)",
                        "#could have seen (%)",
                        "reason")
                : new TableTag(caption, "metric", "unit", "#baseline", "#candidate", "#change (%)");
        for (MetricComparison metric : metrics) {
            Tag name = Tag.of("code", metric.key().label())
                    .with("title", metric.key().metric().meaning());
            Tag unit = Tag.of("span", metric.key().metric().unit().symbol());
            if (judged) {
                table.row(
                        name,
                        metric.verdict().map(ComparisonPage::chip).orElseGet(() -> Tag.of("span", "")),
                        unit,
                        values(metric.baseline()),
                        values(metric.candidate()),
                        percent(metric.change(), "%+.1f"),
                        interval(metric.evidence().flatMap(TestResult::changeInterval)),
                        Tag.of(
                                "span",
                                metric.evidence()
                                        .map(found -> String.format(Locale.ROOT, "%.3f", found.adjustedP()))
                                        .orElse("–")),
                        Tag.of(
                                "span",
                                metric.evidence()
                                        .map(found -> text(found.hedgesG()))
                                        .orElse("–")),
                        percent(metric.evidence().map(TestResult::noiseFloor).orElse(OptionalDouble.empty()), "%.1f"),
                        percent(metric.evidence().map(TestResult::detectable).orElse(OptionalDouble.empty()), "%.1f"),
                        Tag.of("span", metric.reason()));
            } else {
                table.row(
                        name,
                        unit,
                        values(metric.baseline()),
                        values(metric.candidate()),
                        percent(metric.change(), "%+.1f"));
            }
        }
        return table.isEmpty() ? Tag.of("p", caption + ": none.").classed("none") : table.tag();
    }

    private static Tag chip(ChangeVerdict verdict) {
        return switch (verdict) {
            case BETTER -> Badge.of(true, verdict.label());
            case WORSE -> Badge.of(false, verdict.label());
            case NO_DIFFERENCE_SHOWN -> Tag.of("span", verdict.label()).classed("chip origin");
            case INCONCLUSIVE -> Tag.of("span", verdict.label()).classed("chip unknown");
        };
    }

    private static Tag values(Values values) {
        String spread = values.sd().isPresent() ? " ± " + NumberText.of(values.sd()) : "";
        Tag number = Badge.number(values.mean());
        return spread.isEmpty()
                ? number
                : number.text(spread)
                        .with(
                                "title",
                                "mean and standard deviation of "
                                        + values.values().size() + " repeats");
    }

    private static String text(OptionalDouble value) {
        return value.isPresent() ? NumberText.of(value) : "–";
    }

    private static Tag percent(OptionalDouble share, String format) {
        return Tag.of("span", share.isPresent() ? String.format(Locale.ROOT, format, 100 * share.getAsDouble()) : "–");
    }

    private static Tag interval(Optional<Interval> interval) {
        return Tag.of(
                "span",
                interval.map(found ->
                                String.format(Locale.ROOT, "%+.1f to %+.1f", 100 * found.low(), 100 * found.high()))
                        .orElse("–"));
    }

    private static Tag differences(TrialComparison trial) {
        TableTag table = new TableTag("What is recorded to differ between the sides", "what", "baseline", "candidate");
        trial.differences()
                .forEach(difference -> table.texts(difference.name(), difference.baseline(), difference.candidate()));
        return table.isEmpty()
                ? Tag.of("p", "Nothing that was recorded differs between the sides.")
                        .classed("none")
                : table.tag();
    }

    private static Tag how(Comparison comparison) {
        return Tag.of("section")
                .with("id", "how")
                .add(
                        Tag.of("h2", "How this was judged"),
                        Tag.of(
                                "p",
                                String.format(
                                        Locale.ROOT,
                                        "The tests permute repeats, not requests, because the requests of a run are not independent. The"
                                                + " correction covers all metrics of a trial: identical sides are called different with a probability"
                                                + " of at most %.0f %%. Changes below %.0f %% do not matter; \"could have seen\" is the smallest change"
                                                + " that these repeats detect with a probability of %.0f %%.",
                                        100 * (1 - comparison.options().confidence()),
                                        100 * comparison.options().effect(),
                                        100 * comparison.options().power())));
    }
}
