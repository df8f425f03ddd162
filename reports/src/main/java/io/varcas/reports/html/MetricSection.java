package io.varcas.reports.html;

import io.varcas.metric.DisplayUnit;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Statistic;
import io.varcas.record.Outcome;
import io.varcas.reports.MetricText;
import io.varcas.reports.html.element.Badge;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.result.TrialResult;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The numbers of a trial: the main ones large, all of them in tables. */
final class MetricSection {

    /** A latency from the intended send, and the one from the actual send for imports that know no other. */
    private static final List<Metric> TTFT = List.of(Metric.TTFT, Metric.TTFT_SERVICE);

    private static final List<Metric> E2E = List.of(Metric.E2E, Metric.E2E_SERVICE);

    /** Metrics whose rows are not folded away. */
    private static final Set<Metric> MAIN = EnumSet.of(Metric.TTFT, Metric.TPOT, Metric.ITL, Metric.E2E);

    private MetricSection() {}

    /** Returns the main numbers. */
    static Tag cards(TrialResult trial) {
        Tag cards = Tag.of("div").classed("cards");
        Metric ttft = measured(trial, TTFT);
        card(cards, trial, "TTFT", ttft, Statistic.P50);
        card(cards, trial, "TTFT", ttft, tail(trial, ttft));
        card(cards, trial, "TPOT", Metric.TPOT, Statistic.P50);
        card(cards, trial, "E2E", measured(trial, E2E), Statistic.P50);
        card(cards, trial, "throughput", Metric.THROUGHPUT_REQUESTS, Statistic.VALUE);
        card(cards, trial, "output", Metric.THROUGHPUT_OUTPUT, Statistic.VALUE);
        card(cards, trial, "goodput", Metric.GOODPUT, Statistic.VALUE);
        card(cards, trial, "in flight", Metric.CONCURRENCY, Statistic.VALUE);
        if (trial.metrics()
                .find(key(Metric.COST_PER_1K_TOKENS, Statistic.VALUE))
                .isPresent()) {
            card(cards, trial, "cost", Metric.COST_PER_1K_TOKENS, Statistic.VALUE);
        }
        return cards;
    }

    private static MetricKey key(Metric metric, Statistic statistic) {
        return new MetricKey(metric, false, statistic);
    }

    private static Metric measured(TrialResult trial, List<Metric> metrics) {
        return metrics.stream()
                .filter(metric ->
                        trial.metrics().find(key(metric, Statistic.P50)).isPresent())
                .findFirst()
                .orElse(metrics.get(0));
    }

    /** The highest of p99, p95 and p90 that the sample supports. */
    private static Statistic tail(TrialResult trial, Metric metric) {
        Optional<MetricSummary> found = trial.metrics().find(key(metric, Statistic.P99));
        return Stream.of(Statistic.P99, Statistic.P95, Statistic.P90)
                .filter(statistic ->
                        found.filter(summary -> summary.supports(statistic)).isPresent())
                .findFirst()
                .orElse(Statistic.P99);
    }

    private static void card(Tag cards, TrialResult trial, String name, Metric metric, Statistic statistic) {
        MetricKey key = key(metric, statistic);
        Optional<MetricSummary> found = trial.metrics().find(key);
        Tag value = found.filter(summary -> summary.get(statistic).isPresent())
                .map(summary -> value(summary, statistic))
                .orElseGet(() -> Tag.of("strong", NumberText.NOT_MEASURED).classed("none"));
        cards.add(Tag.of("div")
                .classed("card")
                .with("title", key.title() + ": " + metric.meaning())
                .add(
                        Tag.of("span", statistic == Statistic.VALUE ? name : name + " " + statistic.title())
                                .classed("key"),
                        value));
    }

    private static Tag value(MetricSummary summary, Statistic statistic) {
        if (!summary.supports(statistic)) {
            return Tag.of("strong").classed("none").add(Badge.tooSmall(statistic));
        }
        double value = summary.get(statistic).orElseThrow();
        DisplayUnit unit = DisplayUnit.of(summary.metric(), value);
        Tag number = Double.isInfinite(value)
                ? Tag.of("strong").add(Badge.number(summary.get(statistic)))
                : Tag.of("strong", unit.currency() + unit.number(value) + " ").add(Tag.of("small", unit.name()));
        return Double.isInfinite(value)
                ? Tag.of("span")
                        .add(
                                number,
                                Tag.of(
                                                "small",
                                                NumberText.count(summary.failed()) + " of "
                                                        + NumberText.count(summary.n()) + " failed")
                                        .classed("interval"))
                : withInterval(number, summary, statistic, unit);
    }

    /** Returns the latencies and lengths with their percentiles; the main latencies first, the others folded away. */
    static List<Tag> distributions(TrialResult trial) {
        Set<Metric> main = EnumSet.copyOf(MAIN);
        main.add(measured(trial, TTFT));
        main.add(measured(trial, E2E));
        boolean failures = trial.metrics().all().stream().anyMatch(summary -> summary.failed() > 0);
        TableTag shown = new TableTag("Latencies over the measurement phase of all forks", heads());
        TableTag folded = new TableTag("Other distributions over the measurement phase of all forks", heads());
        for (MetricSummary summary : trial.metrics().all()) {
            if (summary.metric().shape().isDistribution() && (failures || !summary.ok())) {
                (main.contains(summary.metric()) && !summary.ok() ? shown : folded).row(cells(summary));
            }
        }
        List<Tag> tags = new ArrayList<>();
        tags.add(shown.isEmpty() ? Tag.of("p", "No latency was measured.") : shown.tag());
        if (!folded.isEmpty()) {
            tags.add(Tag.of("details")
                    .add(
                            Tag.of(
                                    "summary",
                                    "Other distributions: without failed requests, from the actual send, lengths"),
                            folded.tag()));
        }
        return tags;
    }

    private static List<String> heads() {
        List<String> heads = new ArrayList<>(List.of("metric", "unit", "#n", "#failed"));
        Statistic.ofDistribution().forEach(statistic -> heads.add("#" + statistic.title()));
        return heads;
    }

    private static List<Tag> cells(MetricSummary summary) {
        DisplayUnit unit = DisplayUnit.of(summary);
        List<Tag> cells = new ArrayList<>(List.of(
                Tag.of("code", summary.block()).with("title", summary.metric().meaning()),
                Tag.of("span", unit.symbol()),
                Tag.of("span", NumberText.count(summary.n())),
                Tag.of("span", summary.metric().countsFailures() ? NumberText.count(summary.failed()) : "")));
        Statistic.ofDistribution().forEach(statistic -> cells.add(cell(summary, statistic, unit)));
        return cells;
    }

    /** Adds the ends of its confidence interval to a number. */
    private static Tag withInterval(Tag number, MetricSummary summary, Statistic statistic, DisplayUnit unit) {
        String interval = MetricText.interval(summary, statistic, unit)
                .replace(" .. ", " – ")
                .replace("inf", "∞");
        return interval.isEmpty()
                ? number
                : Tag.of("span")
                        .add(
                                number,
                                Tag.of("small", " " + interval)
                                        .classed("interval")
                                        .with("title", "95 % confidence interval"));
    }

    private static Tag cell(MetricSummary summary, Statistic statistic, DisplayUnit unit) {
        if (summary.get(statistic).isEmpty()) {
            return Tag.of("span", "–").classed("none").with("title", NumberText.NOT_MEASURED);
        }
        return summary.supports(statistic)
                ? withInterval(Badge.number(summary.get(statistic), unit), summary, statistic, unit)
                : Badge.tooSmall(statistic);
    }

    /** Returns the rates and single numbers. */
    static Tag rates(TrialResult trial) {
        TableTag table =
                new TableTag("Rates and values over the measurement phase", "metric", "#value", "unit", "what it is");
        for (MetricSummary summary : trial.metrics().all()) {
            if (!summary.metric().shape().isDistribution()) {
                Metric metric = summary.metric();
                DisplayUnit unit = DisplayUnit.of(summary);
                table.row(
                        Tag.of("code", summary.block()),
                        withInterval(Badge.number(summary.get(Statistic.VALUE), unit), summary, Statistic.VALUE, unit),
                        Tag.of("span", unit.symbol()),
                        Tag.of("span", metric.meaning()));
            }
        }
        return table.isEmpty() ? Tag.of("p", "No rate was measured.") : table.tag();
    }

    /** Returns the outcomes of the requests that were due in the measurement phase, and the errors among them. */
    static Tag outcomes(TrialResult trial) {
        long all = trial.outcomes().values().stream().mapToLong(Long::longValue).sum();
        TableTag table = new TableTag(
                "Requests due in the measurement phase, by how they ended", "outcome", "#requests", "#share (%)");
        for (Map.Entry<Outcome, Long> outcome : trial.outcomes().entrySet()) {
            table.texts(
                    outcome.getKey().label(),
                    NumberText.count(outcome.getValue()),
                    all == 0 ? "" : String.format(Locale.ROOT, "%.2f", 100.0 * outcome.getValue() / all));
        }
        TableTag errors = new TableTag("Errors among them, by kind and message", "error", "#requests");
        trial.errors().forEach((error, count) -> errors.texts(error, NumberText.count(count)));
        Tag section = Tag.of("div")
                .add(table.isEmpty() ? Tag.of("p", "No request was due in a measurement iteration.") : table.tag());
        return errors.isEmpty() ? section : section.add(errors.tag());
    }
}
