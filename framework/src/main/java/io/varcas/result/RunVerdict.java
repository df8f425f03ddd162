package io.varcas.result;

import com.fasterxml.jackson.annotation.JsonValue;
import io.varcas.sla.Verdict;
import java.util.Locale;

/** What a run says about its objectives, in one word; the exit code follows it. */
public enum RunVerdict {
    /** Every objective was met, or there was none. */
    MET,
    /** An objective was broken, or could not be measured, or the answers were not right. */
    BROKEN,
    /** A trial did not run to its end, or its numbers are not the server's. */
    FAILED;

    /** Word in results and reports. */
    @JsonValue
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RunVerdict of(RunResult result) {
        if (result.status() != Status.COMPLETED || result.trials().stream().anyMatch(RunVerdict::isWorthless)) {
            return FAILED;
        }
        return result.trials().stream().allMatch(RunVerdict::isMet) ? MET : BROKEN;
    }

    private static boolean isWorthless(TrialResult trial) {
        return trial.status() != Status.COMPLETED || !trial.validity().isValid();
    }

    private static boolean isMet(TrialResult trial) {
        return trial.objectives().stream().noneMatch(Verdict::fails)
                && trial.accuracy().map(accuracy -> accuracy.passed()).orElse(true);
    }
}
