package io.varcas.junit;

import io.varcas.accuracy.AccuracyComparison;
import io.varcas.accuracy.AccuracyMargin;
import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.NonInferiority;
import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The reasons why a run cannot be shown to be as accurate as another. */
final class AccuracyLoss {

    private AccuracyLoss() {}

    /** Returns the reasons after a heading, a line each; empty if there are none. */
    static List<String> explain(RunResult baseline, RunResult candidate, AccuracyMargin margin) {
        List<String> lines = new ArrayList<>();
        boolean graded = false;
        boolean failed = false;
        for (TrialResult trial : candidate.trials()) {
            Optional<AccuracyResult> now = measured(trial);
            if (now.isPresent()) {
                graded = true;
                Optional<NonInferiority> verdict = compare(baseline, trial, now.get(), margin, lines);
                failed |= verdict.filter(NonInferiority.FAIL::equals).isPresent();
            }
        }
        if (!graded) {
            lines.add("no trial of " + candidate.id() + " graded any outputs; set groundTruth.dataset");
        }
        if (!lines.isEmpty()) {
            lines.add(
                    0,
                    candidate.id()
                            + (failed ? " is less accurate than " : " cannot be shown not to be less accurate than ")
                            + baseline.id());
        }
        return lines;
    }

    private static Optional<NonInferiority> compare(
            RunResult baseline, TrialResult trial, AccuracyResult now, AccuracyMargin margin, List<String> lines) {
        Optional<AccuracyResult> before = baseline.trials().stream()
                .filter(other -> other.benchmark().equals(trial.benchmark())
                        && other.params().equals(trial.params()))
                .findFirst()
                .flatMap(AccuracyLoss::measured);
        if (before.isEmpty()) {
            lines.add(trial.trialName() + ": the baseline graded no outputs of this trial");
            return Optional.empty();
        }
        try {
            Optional<AccuracyComparison> comparison =
                    AccuracyComparison.of(List.of(before.get()), List.of(now), margin);
            if (comparison.isEmpty()) {
                lines.add(trial.trialName() + ": the runs have no graded prompt in common");
                return Optional.empty();
            }
            AccuracyComparison found = comparison.get();
            if (found.verdict() != NonInferiority.PASS) {
                lines.add(String.format(
                        Locale.ROOT,
                        "%s: %s; %d lost, %d gained of %d; smallest detectable loss %.4f",
                        trial.trialName(),
                        found.summary(),
                        found.overall().lost(),
                        found.overall().gained(),
                        found.overall().pairs(),
                        found.overall().detectable()));
            }
            return Optional.of(found.verdict());
        } catch (IllegalArgumentException scorers) {
            lines.add(trial.trialName() + ": " + scorers.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<AccuracyResult> measured(TrialResult trial) {
        return trial.accuracy().filter(accuracy -> accuracy.notMeasured().isEmpty());
    }
}
