package io.varcas.reports.html;

import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.CorpusScore;
import io.varcas.accuracy.ItemDetail;
import io.varcas.accuracy.ItemResult;
import io.varcas.accuracy.PassAtKScore;
import io.varcas.accuracy.ScoreGroup;
import io.varcas.accuracy.sandbox.CodeOutcome;
import io.varcas.reports.html.element.Badge;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.stats.Interval;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The section about accuracy: scores with intervals by scorer, type and load, and the worst outputs. */
final class AccuracySection {

    private static final int WORST = 20;

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
        Tag section = Tag.of("div");
        section.add(Tag.of(
                        "p",
                        accuracy.scorer() + " on " + accuracy.dataset() + ", mean score to reach "
                                + NumberText.of(accuracy.threshold()) + ": ")
                .add(Badge.of(accuracy.passed(), accuracy.verdict().label().toUpperCase(Locale.ROOT))));
        section.add(groups("Scores of complete outputs, from 0 to 1", "scorer", accuracy.byScorer()));
        if (!accuracy.passAtK().isEmpty()) {
            section.add(passAtK(accuracy));
        }
        notes(accuracy).forEach(note -> section.add(Tag.of("p", note).classed("subtitle")));
        accuracy.change().map(AccuracyChangeSection::of).ifPresent(section::add);
        if (!accuracy.byType().isEmpty()) {
            section.add(groups("Scores by type of task", "type", accuracy.byType()));
        }
        if (!accuracy.byConcurrency().isEmpty()) {
            section.add(groups(
                    "Scores under load, by requests in flight", "requests in flight, up to", accuracy.byConcurrency()));
        }
        return section.add(worst(accuracy));
    }

    private static Tag groups(String caption, String head, List<ScoreGroup> groups) {
        TableTag table = new TableTag(
                caption,
                head,
                "#mean",
                "#interval (95 %)",
                "#sd",
                "#min",
                "#p10",
                "#p50",
                "#p90",
                "#max",
                "#reached the threshold",
                "#interval (95 %)",
                "#n",
                "#prompts",
                "#without a score",
                "#cut off",
                "#mean of those not cut off");
        for (ScoreGroup group : groups) {
            table.row(
                    Tag.of("span", group.name()),
                    Badge.number(group.summary().mean()),
                    interval(group.mean()),
                    Badge.number(group.summary().sd()),
                    Badge.number(group.summary().min()),
                    Badge.number(group.summary().p10()),
                    Badge.number(group.summary().p50()),
                    Badge.number(group.summary().p90()),
                    Badge.number(group.summary().max()),
                    Tag.of("span", group.passed() + " of " + group.n()),
                    interval(group.passRate()),
                    Tag.of("span", String.valueOf(group.n())),
                    Tag.of("span", String.valueOf(group.prompts())),
                    Tag.of("span", String.valueOf(group.failures())),
                    Tag.of("span", String.valueOf(group.cutOff())),
                    Badge.number(group.whole()));
        }
        return table.tag();
    }

    private static Tag passAtK(AccuracyResult accuracy) {
        TableTag table = new TableTag(
                "Share of prompts that k outputs solve (pass@k, unbiased)",
                "#k",
                "#pass@k",
                "#interval (95 %)",
                "#prompts",
                "#prompts with too few outputs");
        for (PassAtKScore score : accuracy.passAtK()) {
            table.row(
                    Tag.of("span", String.valueOf(score.k())),
                    Badge.number(OptionalDouble.of(score.value())),
                    interval(score.interval()),
                    Tag.of("span", String.valueOf(score.prompts())),
                    Tag.of("span", String.valueOf(score.excluded())));
        }
        return table.tag();
    }

    private static Tag interval(Optional<Interval> interval) {
        return Tag.of(
                "span",
                interval.map(known -> NumberText.of(known.low()) + " to " + NumberText.of(known.high()))
                        .orElse("–"));
    }

    private static List<String> notes(AccuracyResult accuracy) {
        List<String> notes = new ArrayList<>();
        CodeOutcome.counts(accuracy).ifPresent(notes::add);
        for (CorpusScore score : accuracy.corpus()) {
            notes.add(score.scorer() + " of all outputs together: " + NumberText.of(score.score()) + " ("
                    + score.signature() + ")");
        }
        accuracy.determinism()
                .ifPresent(floor -> notes.add(String.format(
                        Locale.ROOT,
                        "Determinism floor: of %d prompts that were asked twice, %d had other texts and %d flipped"
                                + " (%.1f %%); smaller changes between two servers mean nothing",
                        floor.n(),
                        floor.otherTexts(),
                        floor.flips(),
                        100 * floor.flipRate())));
        return notes;
    }

    private static Tag worst(AccuracyResult accuracy) {
        List<ItemResult> worst = accuracy.items().stream()
                .sorted(Comparator.comparingDouble(item -> item.score().orElse(-1)))
                .limit(WORST)
                .toList();
        TableTag table = new TableTag(
                "Lowest scores, and items without an output",
                "item",
                "#score",
                "outcome",
                "prompt",
                "reference",
                "output",
                "difference",
                "note");
        for (ItemResult item : worst) {
            table.row(
                    Tag.of("code", item.id()),
                    item.score().isPresent()
                            ? Badge.number(item.score())
                            : Tag.of("span", "no score").classed("none"),
                    Tag.of("span", item.outcome().label()),
                    OutputText.prompt(item),
                    OutputText.reference(item),
                    OutputText.output(item),
                    OutputText.difference(item),
                    Tag.of("span", note(item, accuracy.scorer())));
        }
        return Tag.of("details").add(Tag.of("summary", "Lowest scores"), table.tag());
    }

    private static String note(ItemResult item, String scorer) {
        return item.detail()
                .map(ItemDetail::notes)
                .map(notes -> notes.get(scorer))
                .or(item::error)
                .orElse("");
    }
}
