package io.varcas.compare;

import io.varcas.result.RunResult;
import io.varcas.result.TrialResult;

/** A trial, and the run it is part of. */
record TrialOfRun(RunResult run, TrialResult trial) {

    Identity identity() {
        return Identity.of(run, trial);
    }
}
