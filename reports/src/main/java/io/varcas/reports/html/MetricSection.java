package io.varcas.reports.html;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Statistic;
import io.varcas.record.Outcome;
import io.varcas.reports.MetricText;
import io.varcas.result.TrialResult;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The numbers of a trial: the main ones large, all of them in tables. */
final class MetricSection {

    private static final List<String> LARGE = List.of(
            "ttft.p50",
            "ttft.p99",
            "tpot.p50",
            "e2e.p50",
            "throughput.requests",
            "throughput.output",
            "goodput",
            "concurrency");
    private static final List<String> LARGE_FROM_SEND =
            List.of("ttft.service.p50", "ttft.service.p99", "e2e.service.p50");

    private MetricSection() {}

    /** Returns the main numbers. */
    static Tag cards(TrialResult trial) {
        Tag cards = Tag.of("div").classed("cards");
        List<String> keys = new ArrayList<>(LARGE);
        if (trial.metrics().find(MetricKey.parse("ttft.p50")).isEmpty()) {
            keys.addAll(0, LARGE_FROM_SEND);
            keys.removeAll(List.of("ttft.p50", "ttft.p99", "e2e.p50"));
        }
        for (String label : keys) {
            MetricKey key = MetricKey.parse(label);
            Optional<MetricSummary> found = trial.metrics().find(key);
            Tag value = found.filter(summary -> summary.get(key.statistic()).isPresent())
                    .map(summary -> value(summary, key))
                    .orElseGet(() -> Tag.of("strong", NumberText.NOT_MEASURED).classed("none"));
            cards.add(Tag.of("div")
                    .classed("card")
                    .with("title", key.metric().meaning())
                    .add(
                            Tag.of("span", label).classed("key"),
                            value,
                            found.map(summary -> Badge.of(summary.origin())).orElseGet(() -> Tag.of("span", ""))));
        }
        return cards;
    }

    private static Tag value(MetricSummary summary, MetricKey key) {
        if (!summary.supports(key.statistic())) {
            return Tag.of("strong", NumberText.tooSmall(key.statistic().samplesNeeded()))
                    .classed("none");
        }
        return withInterval(
                Tag.of("strong", MetricText.of(summary.get(key.statistic()), summary.unit()) + " ")
                        .add(Tag.of("small", summary.unit().symbol())),
                summary,
                key.statistic());
    }

    /** Returns the latencies and lengths with their percentiles. */
    static Tag distributions(TrialResult trial) {
        List<String> heads = new ArrayList<>(List.of("metric", "unit", "#n", "#failed"));
        Statistic.ofDistribution().forEach(statistic -> heads.add("#" + statistic.label()));
        heads.add("origin");
        TableTag table = new TableTag("Distributions over the measurement phase of all forks", heads);
        boolean failures = trial.metrics().all().stream().anyMatch(summary -> summary.failed() > 0);
        for (MetricSummary summary : trial.metrics().all()) {
            if (summary.metric().shape().isDistribution() && (failures || !summary.ok())) {
                List<Tag> cells = new ArrayList<>(List.of(
                        Tag.of("code", summary.block())
                                .with("title", summary.metric().meaning()),
                        Tag.of("span", summary.unit().symbol()),
                        Tag.of("span", String.valueOf(summary.n())),
                        Tag.of("span", summary.metric().countsFailures() ? String.valueOf(summary.failed()) : "")));
                Statistic.ofDistribution().forEach(statistic -> cells.add(cell(summary, statistic)));
                cells.add(Badge.of(summary.origin()));
                table.row(cells);
            }
        }
        return table.isEmpty() ? Tag.of("p", "No latency was measured.") : table.tag();
    }

    /** Adds the ends of its confidence interval to a number. */
    private static Tag withInterval(Tag number, MetricSummary summary, Statistic statistic) {
        String interval = MetricText.interval(summary, statistic);
        return interval.isEmpty()
                ? number
                : Tag.of("span")
                        .add(
                                number,
                                Tag.of("small", " " + interval)
                                        .classed("interval")
                                        .with("title", "95 % confidence interval"));
    }

    private static Tag cell(MetricSummary summary, Statistic statistic) {
        if (summary.get(statistic).isEmpty()) {
            return Tag.of("span", "–").classed("none").with("title", NumberText.NOT_MEASURED);
        }
        return summary.supports(statistic)
                ? withInterval(Badge.number(summary.get(statistic)), summary, statistic)
                : Tag.of("span", NumberText.tooSmall(statistic.samplesNeeded())).classed("none");
    }

    /** Returns the rates and single numbers. */
    static Tag rates(TrialResult trial) {
        TableTag table = new TableTag(
                "Rates and values over the measurement phase", "metric", "#value", "unit", "origin", "what it is");
        for (MetricSummary summary : trial.metrics().all()) {
            if (!summary.metric().shape().isDistribution()) {
                Metric metric = summary.metric();
                table.row(
                        Tag.of("code", summary.block()),
                        withInterval(
                                Badge.number(summary.get(Statistic.VALUE), summary.unit()), summary, Statistic.VALUE),
                        Tag.of("span", metric.unit().symbol()),
                        Badge.of(summary.origin()),
                        Tag.of("span", metric.meaning()));
            }
        }
        return table.isEmpty() ? Tag.of("p", "No rate was measured.") : table.tag();
    }

    /** Returns the outcomes of the requests that were due in the measurement phase. */
    static Tag outcomes(TrialResult trial) {
        long all = trial.outcomes().values().stream().mapToLong(Long::longValue).sum();
        TableTag table = new TableTag(
                "Requests due in the measurement phase, by how they ended", "outcome", "#requests", "#share (%)");
        for (Map.Entry<Outcome, Long> outcome : trial.outcomes().entrySet()) {
            table.texts(
                    outcome.getKey().label(),
                    String.valueOf(outcome.getValue()),
                    all == 0 ? "" : String.format(Locale.ROOT, "%.2f", 100.0 * outcome.getValue() / all));
        }
        return table.isEmpty() ? Tag.of("p", "No request was due in a measurement iteration.") : table.tag();
    }
}
