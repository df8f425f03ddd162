package io.varcas.reports.html;

import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.ItemResult;
import io.varcas.accuracy.ScoreSummary;
import io.varcas.text.NumberText;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The section about accuracy, with the worst outputs. */
final class AccuracySection {

    private static final int WORST = 10;
    private static final int LONGEST_ANSWER = 400;

    private AccuracySection() {}

    static Tag of(Optional<AccuracyResult> accuracy) {
        return accuracy.map(AccuracySection::found)
                .orElseGet(() -> Tag.of("p", "Not measured: the workload names no ground truth.")
                        .classed("none"));
    }

    private static Tag found(AccuracyResult accuracy) {
        if (accuracy.notMeasured().isPresent()) {
            return Tag.of(
                            "p",
                            "Not measured: " + accuracy.notMeasured().get() + " (" + accuracy.scorer() + " on "
                                    + accuracy.dataset() + ", threshold " + NumberText.of(accuracy.threshold()) + ").")
                    .classed("none");
        }
        ScoreSummary scores = accuracy.summary();
        TableTag table = new TableTag(
                "Scores of complete outputs, from 0 to 1",
                "dataset",
                "scorer",
                "verdict",
                "#mean",
                "#threshold",
                "#sd",
                "#min",
                "#p10",
                "#p50",
                "#p90",
                "#share that reached the threshold",
                "#n",
                "#without an output");
        table.row(
                Tag.of("span", accuracy.dataset()),
                Tag.of("span", accuracy.scorer()),
                Badge.of(accuracy.passed(), accuracy.verdict().name()),
                Badge.number(scores.mean()),
                Tag.of("span", NumberText.of(accuracy.threshold())),
                Badge.number(scores.sd()),
                Badge.number(scores.min()),
                Badge.number(scores.p10()),
                Badge.number(scores.p50()),
                Badge.number(scores.p90()),
                Badge.number(accuracy.passRate()),
                Tag.of("span", String.valueOf(accuracy.n())),
                Tag.of("span", String.valueOf(accuracy.failures())));
        return Tag.of("div").add(table.tag(), worst(accuracy));
    }

    private static Tag worst(AccuracyResult accuracy) {
        List<ItemResult> worst = accuracy.items().stream()
                .sorted(Comparator.comparingDouble(item -> item.score().orElse(-1)))
                .limit(WORST)
                .toList();
        TableTag table =
                new TableTag("Lowest scores, and items without an output", "item", "#score", "outcome", "answer");
        for (ItemResult item : worst) {
            table.row(
                    Tag.of("code", item.id()),
                    item.score().isPresent()
                            ? Badge.number(item.score())
                            : Tag.of("span", "no output").classed("none"),
                    Tag.of("span", item.outcome().label()),
                    Tag.of("span", shortened(item.answer().or(item::error).orElse("")))
                            .classed("quote"));
        }
        return Tag.of("details").add(Tag.of("summary", "Lowest scores"), table.tag());
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_ANSWER
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_ANSWER / 2)) + " […]";
    }
}
