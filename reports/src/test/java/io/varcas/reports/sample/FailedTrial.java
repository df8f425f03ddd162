package io.varcas.reports.sample;

import io.varcas.result.Status;
import io.varcas.result.Timing;
import io.varcas.result.TrialResult;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A trial that measured nothing. */
public final class FailedTrial {

    private FailedTrial() {}

    /** Returns it. */
    public static TrialResult because(String error) {
        return TrialResult.builder(
                        "com.acme.Chat",
                        "Chat",
                        new Timing(1, Duration.ofSeconds(1), 1, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .load("open loop", OptionalInt.empty())
                .ended(Status.FAILED, Optional.of(error))
                .build();
    }
}
