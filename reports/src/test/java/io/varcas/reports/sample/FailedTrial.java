package io.varcas.reports.sample;

import io.varcas.result.Results;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import java.util.Optional;
import java.util.OptionalInt;

/** A trial that measured nothing. */
public final class FailedTrial {

    private FailedTrial() {}

    /** Returns it. */
    public static TrialResult because(String error) {
        return Results.trial()
                .load("open loop", OptionalInt.empty())
                .ended(Status.FAILED, Optional.of(error))
                .build();
    }
}
