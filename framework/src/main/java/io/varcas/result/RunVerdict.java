package io.varcas.result;

import com.fasterxml.jackson.annotation.JsonValue;
import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.AccuracyVerdict;
import io.varcas.sla.Verdict;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The verdict of a run on its objectives, from best to worst; it determines the exit code. */
public enum RunVerdict {
    /** Every objective was met, or there was none. */
    MET,
    /**
     * No objective was broken, but one could not be measured, or too few responses came to say whether they are right.
     */
    NOT_MEASURED,
    /** An objective was broken, or the outputs were not right. */
    BROKEN,
    /** A trial did not run to its end, or its numbers are not the server's. */
    FAILED;

    /** Returns the word in results and reports. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static RunVerdict of(RunResult result) {
        if (result.status() != Status.COMPLETED) {
            return FAILED;
        }
        return result.trials().stream()
                .map(RunVerdict::of)
                .max(Comparator.naturalOrder())
                .orElse(MET);
    }

    private static RunVerdict of(TrialResult trial) {
        if (trial.status() != Status.COMPLETED || !trial.validity().isValid()) {
            return FAILED;
        }
        Set<Verdict.Status> open = trial.objectives().stream()
                .filter(Verdict::fails)
                .map(Verdict::status)
                .collect(Collectors.toSet());
        Optional<AccuracyVerdict> accuracy = trial.accuracy().map(AccuracyResult::verdict);
        if (open.contains(Verdict.Status.BROKEN) || accuracy.equals(Optional.of(AccuracyVerdict.FAILED))) {
            return BROKEN;
        }
        return open.isEmpty() && !accuracy.equals(Optional.of(AccuracyVerdict.UNDECIDED)) ? MET : NOT_MEASURED;
    }
}
