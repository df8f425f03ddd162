package io.varcas.reports.text;

import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.PassAtKScore;
import io.varcas.accuracy.ScoreGroup;
import io.varcas.accuracy.sandbox.CodeOutcome;
import io.varcas.reports.comparison.AccuracyWords;
import io.varcas.stats.Interval;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Accuracy as lines of text. */
final class AccuracyText {

    private static final String INDENT = "    ";

    private AccuracyText() {}

    static List<String> lines(AccuracyResult accuracy) {
        List<String> lines = new ArrayList<>();
        if (accuracy.notMeasured().isPresent()) {
            lines.add("  Accuracy: " + accuracy.scorer() + " on " + accuracy.dataset() + ": " + NumberText.NOT_MEASURED
                    + ": " + accuracy.notMeasured().get());
            return lines;
        }
        ScoreGroup all = accuracy.overall();
        lines.add(String.format(
                Locale.ROOT,
                "  Accuracy: %s on %s, mean score %s%s (threshold %s), %d with output, %d without output: %s",
                accuracy.scorer(),
                accuracy.dataset(),
                all.n() == 0
                        ? NumberText.NOT_MEASURED
                        : NumberText.of(all.summary().mean()),
                all.mean().map(AccuracyText::interval).orElse(""),
                NumberText.of(accuracy.threshold()),
                all.n(),
                all.failures(),
                accuracy.verdict().name()));
        if (all.cutOff() > 0) {
            lines.add(INDENT + all.cutOff() + " outputs were cut off at groundTruth.maxTokens; mean of the others "
                    + (all.whole().isPresent() ? NumberText.of(all.whole()) : NumberText.NOT_MEASURED));
        }
        CodeOutcome.counts(accuracy).ifPresent(counts -> lines.add(INDENT + counts));
        accuracy.passAtK().stream().map(AccuracyText::passAtK).forEach(lines::add);
        accuracy.byScorer().stream().skip(1).map(AccuracyText::group).forEach(lines::add);
        accuracy.corpus()
                .forEach(score -> lines.add(INDENT + score.scorer() + " of all outputs together: "
                        + NumberText.of(score.score()) + " (" + score.signature() + ")"));
        accuracy.byType().stream()
                .map(group -> INDENT + "type " + group(group).strip())
                .forEach(lines::add);
        accuracy.byConcurrency().stream()
                .map(group -> INDENT + "up to " + group(group).strip() + " (requests in flight)")
                .forEach(lines::add);
        accuracy.determinism()
                .ifPresent(floor -> lines.add(String.format(
                        Locale.ROOT,
                        "%sdeterminism floor: %d of %d prompts had other texts the second time, %d flipped",
                        INDENT,
                        floor.otherTexts(),
                        floor.n(),
                        floor.flips())));
        accuracy.change()
                .ifPresent(change -> AccuracyWords.of(change).forEach(sentence -> lines.add(INDENT + sentence)));
        return lines;
    }

    private static String group(ScoreGroup group) {
        return INDENT + group.name() + ": mean "
                + (group.n() == 0
                        ? NumberText.NOT_MEASURED
                        : NumberText.of(group.summary().mean()))
                + group.mean().map(AccuracyText::interval).orElse("") + ", n = " + group.n();
    }

    private static String passAtK(PassAtKScore score) {
        return INDENT + "pass@" + score.k() + " " + NumberText.of(score.value())
                + score.interval().map(AccuracyText::interval).orElse("") + " of " + score.prompts() + " prompts"
                + (score.excluded() == 0 ? "" : " (" + score.excluded() + " with too few outputs)");
    }

    private static String interval(Interval interval) {
        return " (" + NumberText.of(interval.low()) + " to " + NumberText.of(interval.high()) + ")";
    }
}
