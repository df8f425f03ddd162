package io.varcas.reports.html;

import io.varcas.accuracy.AccuracyChange;
import io.varcas.accuracy.AccuracyComparison;
import io.varcas.accuracy.ItemPair;
import io.varcas.accuracy.NonInferiority;
import io.varcas.reports.comparison.AccuracyWords;
import io.varcas.reports.html.element.Badge;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The change of accuracy between two sides: the means with the interval of their difference, and the outputs that flipped. */
final class AccuracyChangeSection {

    private AccuracyChangeSection() {}

    static List<Tag> of(AccuracyComparison accuracy) {
        TableTag table = new TableTag(
                "Accuracy by " + accuracy.scorer() + ", paired by prompt; margin "
                        + accuracy.margin().text(),
                "outputs",
                "verdict",
                "class",
                "#baseline",
                "#candidate",
                "#change (points)",
                "#interval (95 %)",
                "#lost",
                "#gained",
                "#p of worse",
                "#detectable",
                "#pairs");
        row(table, accuracy.overall(), accuracy.verdict());
        accuracy.byType().forEach(type -> row(table, type, type.verdict()));
        List<Tag> tags = new ArrayList<>(List.of(Tag.of("h3", "Accuracy against the baseline"), table.tag()));
        AccuracyWords.of(accuracy).stream()
                .limit(1)
                .forEach(sentence -> tags.add(Tag.of("p", sentence).classed("subtitle")));
        accuracy.drift()
                .ifPresent(drift ->
                        tags.add(Tag.of("p", AccuracyWords.drift(drift)).classed("subtitle")));
        flips(tags, "Lost: right before, wrong now", accuracy.lost());
        flips(tags, "Gained: wrong before, right now", accuracy.gained());
        return tags;
    }

    private static void row(TableTag table, AccuracyChange change, NonInferiority verdict) {
        table.row(
                Tag.of("span", change.name()),
                chip(verdict),
                Tag.of("span", change.degradation().label()),
                Tag.of("span", NumberText.of(change.baseline())),
                Tag.of("span", NumberText.of(change.candidate())),
                Tag.of("span", String.format(Locale.ROOT, "%+.4f", change.absolute())),
                Tag.of(
                        "span",
                        change.interval()
                                .map(interval ->
                                        String.format(Locale.ROOT, "%+.4f to %+.4f", interval.low(), interval.high()))
                                .orElse("–")),
                Tag.of("span", String.valueOf(change.lost())),
                Tag.of("span", String.valueOf(change.gained())),
                Tag.of("span", String.format(Locale.ROOT, "%.4f", change.worseP())),
                Tag.of("span", String.format(Locale.ROOT, "%.4f", change.detectable())),
                Tag.of("span", String.valueOf(change.pairs())));
    }

    private static Tag chip(NonInferiority verdict) {
        return switch (verdict) {
            case PASS -> Badge.of(true, verdict.label());
            case FAIL -> Badge.of(false, verdict.label());
            case INCONCLUSIVE -> Tag.of("span", verdict.label()).classed("chip unknown");
        };
    }

    private static void flips(List<Tag> tags, String caption, List<ItemPair> flips) {
        if (flips.isEmpty()) {
            return;
        }
        TableTag table = new TableTag(caption, "item", "#before", "#now", "prompt", "reference", "before", "now");
        for (ItemPair pair : flips) {
            table.row(
                    Tag.of("code", pair.candidate().id()),
                    Tag.of("span", NumberText.of(pair.before())),
                    Tag.of("span", NumberText.of(pair.now())),
                    OutputText.prompt(pair.candidate()),
                    OutputText.reference(pair.candidate()),
                    OutputText.output(pair.baseline()),
                    OutputText.output(pair.candidate()));
        }
        tags.add(Tag.of("details").add(Tag.of("summary", caption + " (" + flips.size() + ")"), table.tag()));
    }
}
