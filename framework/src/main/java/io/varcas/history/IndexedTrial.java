package io.varcas.history;

import io.varcas.result.RunVerdict;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.validity.Validity;
import java.util.Optional;

/**
 * A trial of a run that the index knows.
 *
 * @param name the workload's name, and its parameters if it has any
 * @param series the series it belongs to; empty if an older version indexed it and its bundle is gone
 * @param verdict its verdict; empty in the same case
 * @param fault why its numbers are not the server's, in a sentence: it is INVALID, or did not complete; empty if they are
 */
public record IndexedTrial(
        String name, Optional<TrialSeries> series, Optional<RunVerdict> verdict, Optional<String> fault) {

    static IndexedTrial of(TrialResult trial) {
        return new IndexedTrial(
                trial.trialName(), Optional.of(TrialSeries.of(trial)), Optional.of(trial.verdict()), fault(trial));
    }

    private static Optional<String> fault(TrialResult trial) {
        if (trial.status() != Status.COMPLETED) {
            return Optional.of(trial.status().label()
                    + trial.error().map(error -> ": " + error).orElse(""));
        }
        return trial.validity().findings().stream()
                .filter(finding -> finding.weight() == Validity.Weight.INVALID)
                .map(finding -> "INVALID: " + finding.sentence())
                .findFirst();
    }
}
