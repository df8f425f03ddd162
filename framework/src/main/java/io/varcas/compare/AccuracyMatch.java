package io.varcas.compare;

import io.varcas.accuracy.AccuracyComparison;
import io.varcas.accuracy.AccuracyMargin;
import io.varcas.accuracy.AccuracyResult;
import io.varcas.compare.match.TrialMatch;
import io.varcas.compare.match.TrialOfRun;
import io.varcas.compare.match.Warning;
import java.util.List;
import java.util.Optional;

/**
 * The accuracy of both sides of a trial, compared.
 *
 * @param comparison the comparison; empty if a side graded no outputs
 * @param warnings why there is none, if there could have been one
 */
record AccuracyMatch(Optional<AccuracyComparison> comparison, List<Warning> warnings) {

    static AccuracyMatch of(TrialMatch match, AccuracyMargin margin) {
        List<AccuracyResult> before = results(match.baseline());
        List<AccuracyResult> now = results(match.candidate());
        if (before.isEmpty() && now.isEmpty()) {
            return new AccuracyMatch(Optional.empty(), List.of());
        }
        if (before.isEmpty() || now.isEmpty()) {
            return none("only the " + (now.isEmpty() ? "baseline" : "candidate") + " graded outputs");
        }
        try {
            Optional<AccuracyComparison> comparison = AccuracyComparison.of(before, now, margin);
            return comparison.isPresent()
                    ? new AccuracyMatch(comparison, List.of())
                    : none("the sides have no graded prompt in common");
        } catch (IllegalArgumentException scorers) {
            return none(String.valueOf(scorers.getMessage()));
        }
    }

    private static AccuracyMatch none(String why) {
        return new AccuracyMatch(
                Optional.empty(),
                List.of(new Warning(Warning.Kind.ACCURACY_NOT_COMPARED, "accuracy is not compared: " + why)));
    }

    private static List<AccuracyResult> results(List<TrialOfRun> trials) {
        return trials.stream()
                .flatMap(one -> one.trial().accuracy().stream())
                .filter(accuracy -> accuracy.notMeasured().isEmpty())
                .toList();
    }
}
