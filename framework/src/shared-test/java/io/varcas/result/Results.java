package io.varcas.result;

import java.time.Duration;

/** Trials for tests. */
public final class Results {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private Results() {}

    /** Begins a completed trial of the workload {@code com.acme.Chat}: one warm-up and one measured iteration of a second. */
    public static TrialResultBuilder trial() {
        return TrialResult.builder("com.acme.Chat", "Chat", new Timing(1, SECOND, 1, SECOND, SECOND));
    }
}
