package io.varcas.reports.comparison;

import io.varcas.compare.Candidates;
import io.varcas.compare.Percentage;
import io.varcas.compare.TrialComparison;
import io.varcas.compare.match.CompareOptions;
import io.varcas.stats.Design;
import java.util.Locale;
import java.util.stream.Collectors;

/** Sentences that the formats for people share. */
final class ComparisonWords {

    private ComparisonWords() {}

    static String repeats(TrialComparison trial) {
        return trial.baselineRepeats() + " and " + trial.candidateRepeats() + " "
                + trial.unit().label()
                + (trial.design() == Design.PAIRED ? ", compared in pairs" : "");
    }

    static String requests(TrialComparison trial) {
        return switch (trial.sameRequests()) {
            case PROVEN -> "the same on both sides, proven by their hashes";
            case NO -> "not the same on both sides";
            case UNKNOWN -> "not known to be the same: no hashes were recorded";
        };
    }

    static String differences(TrialComparison trial) {
        return trial.differences().isEmpty()
                ? "nothing that was recorded"
                : trial.differences().stream()
                        .map(difference -> difference.name() + " (" + difference.baseline() + " -> "
                                + difference.candidate() + ")")
                        .collect(Collectors.joining(", "));
    }

    static String candidates(Candidates candidates) {
        return candidates.judged().size() + " candidates against " + candidates.baseline()
                + ", each at a confidence of "
                + Percentage.format(
                        candidates.judged().get(0).comparison().options().confidence())
                + ", so that "
                + Percentage.format(candidates.confidence()) + " holds for all together (Bonferroni)";
    }

    static String legend(CompareOptions options) {
        return String.format(
                Locale.ROOT,
                "Means of the repeats; intervals at %s, p corrected for all metrics of a trial; noise is the spread of"
                        + " equal repeats, \"finds from\" the change that a metric by itself shows with a chance of %.0f"
                        + " %%.",
                Percentage.format(options.confidence()),
                100 * options.power());
    }
}
