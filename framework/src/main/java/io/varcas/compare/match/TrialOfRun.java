package io.varcas.compare.match;

import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;

/** A trial, and the run it is part of. */
public record TrialOfRun(RunResult run, TrialResult trial) {

    public Identity identity() {
        return Identity.of(run, trial);
    }
}
