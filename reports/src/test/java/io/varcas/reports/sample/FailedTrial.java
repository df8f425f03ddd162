package io.varcas.reports.sample;

import io.varcas.metric.MetricSet;
import io.varcas.metric.Validity;
import io.varcas.result.Status;
import io.varcas.result.Timing;
import io.varcas.result.TrialResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A trial that measured nothing. */
public final class FailedTrial {

    private FailedTrial() {}

    /** Returns it. */
    public static TrialResult because(String error) {
        return new TrialResult(
                "com.acme.Chat",
                "Chat",
                "",
                Map.of(),
                Map.of(),
                "open loop",
                OptionalInt.empty(),
                "m",
                1,
                Status.FAILED,
                Optional.of(error),
                new Timing(1, Duration.ofSeconds(1), 1, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                List.of(),
                Map.of(),
                MetricSet.of(List.of()),
                List.of(),
                List.of(),
                new Validity(List.of()),
                Optional.empty());
    }
}
