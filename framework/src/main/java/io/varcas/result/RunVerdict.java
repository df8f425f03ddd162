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
    /** There was no objective, so nothing was decided. */
    NO_OBJECTIVES,
    /** Every objective was met. */
    MET,
    /** No objective was broken, but the sample of one does not decide it, or too few outputs came to judge them. */
    UNDECIDED,
    /** No objective was broken, but one could not be measured. */
    NOT_MEASURED,
    /** An objective was broken, or the outputs were not right. */
    BROKEN,
    /** The numbers of a trial are not the server's. */
    INVALID,
    /** A trial did not run to its end. */
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
                .orElse(NO_OBJECTIVES);
    }

    static RunVerdict of(TrialResult trial) {
        if (trial.status() != Status.COMPLETED) {
            return FAILED;
        }
        if (!trial.validity().isValid()) {
            return INVALID;
        }
        Set<Verdict.Status> open = trial.objectives().stream()
                .filter(Verdict::fails)
                .map(Verdict::status)
                .collect(Collectors.toSet());
        Optional<AccuracyVerdict> accuracy = trial.accuracy().map(AccuracyResult::verdict);
        if (open.contains(Verdict.Status.BROKEN) || accuracy.equals(Optional.of(AccuracyVerdict.FAILED))) {
            return BROKEN;
        }
        if (open.contains(Verdict.Status.NOT_MEASURED)) {
            return NOT_MEASURED;
        }
        if (open.contains(Verdict.Status.UNDECIDED) || accuracy.equals(Optional.of(AccuracyVerdict.UNDECIDED))) {
            return UNDECIDED;
        }
        boolean judged = !trial.objectives().isEmpty()
                || accuracy.filter(RunVerdict::isPassed).isPresent();
        return judged ? MET : NO_OBJECTIVES;
    }

    private static boolean isPassed(AccuracyVerdict accuracy) {
        return accuracy == AccuracyVerdict.PASSED;
    }
}
