package io.varcas.reports.comparison;

import io.varcas.accuracy.AccuracyChange;
import io.varcas.accuracy.AccuracyComparison;
import io.varcas.accuracy.drift.LogprobDrift;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A change of accuracy in sentences. */
public final class AccuracyWords {

    private AccuracyWords() {}

    /** Returns the sentences: the verdict first, then its evidence, then the types of task. */
    public static List<String> of(AccuracyComparison accuracy) {
        List<String> lines = new ArrayList<>();
        AccuracyChange all = accuracy.overall();
        lines.add("Accuracy (" + accuracy.scorer() + "): " + accuracy.summary());
        lines.add(evidence(all) + "; " + accuracy.unpaired() + " outputs without a pair");
        if (!accuracy.keepsLength()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "Outputs have %.1f %% of the baseline's length; the rule %s allows 90 %% to 110 %%",
                    100 * accuracy.lengthRatio().orElse(1),
                    accuracy.margin().text()));
        }
        accuracy.drift().ifPresent(drift -> lines.add(drift(drift)));
        for (AccuracyChange type : accuracy.byType()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "Type %s: %.4f against %.4f, %s; %s",
                    type.name(),
                    type.candidate(),
                    type.baseline(),
                    type.degradation().label(),
                    evidence(type)));
        }
        return lines;
    }

    /** Returns the drift of token probabilities in one sentence. */
    public static String drift(LogprobDrift drift) {
        return String.format(
                Locale.ROOT,
                "Drift of token probabilities: %.3g nats per token%s%s, largest %.3g, over %d tokens of %d texts%s;"
                        + " perplexity %.6g against %.6g",
                drift.kl(),
                drift.interval()
                        .map(interval ->
                                String.format(Locale.ROOT, " (%.3g to %.3g, 95 %%)", interval.low(), interval.high()))
                        .orElse(""),
                drift.floor().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                ", %.3g between this server and itself",
                                drift.floor().getAsDouble())
                        : "",
                drift.largest(),
                drift.tokens(),
                drift.texts(),
                drift.different() > 0 ? ", " + drift.different() + " texts have other tokens and are left out" : "",
                drift.perplexityNow(),
                drift.perplexityBefore());
    }

    private static String evidence(AccuracyChange change) {
        return String.format(
                Locale.ROOT,
                "change %s, %d lost and %d gained of %d (p of worse %.4f), smallest detectable loss %.4f",
                change.interval()
                        .map(interval ->
                                String.format(Locale.ROOT, "%+.4f to %+.4f (95 %%)", interval.low(), interval.high()))
                        .orElse("not known"),
                change.lost(),
                change.gained(),
                change.pairs(),
                change.worseP(),
                change.detectable());
    }
}
