package io.varcas.tune.step;

import io.varcas.validation.Violations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Options of a step profile.
 *
 * @param steps engine steps of decoding to measure of each batch, 4 to 100,000
 * @param timeout longest time of one batch, above 0
 * @param seed root of the prompts; with the seed of an earlier profile its prompts come again, and a server that still has them cached
 *     reports cache hits
 * @param tokenizer a {@code tokenizer.json} for servers without {@code /tokenize}
 */
public record StepOptions(int steps, Duration timeout, long seed, Optional<Path> tokenizer) {

    /** Steps by default: enough for a 95th percentile of one batch and a 99th of four. */
    public static final int DEFAULT_STEPS = 32;

    /** Longest time of one batch by default. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);

    private static final int LEAST_STEPS = 4;
    private static final int MOST_STEPS = 100_000;

    /**
     * @throws IllegalArgumentException if a number is out of its range
     */
    public StepOptions {
        Violations.in("step profile")
                .atLeast(LEAST_STEPS, "steps", steps, "engine steps of each batch")
                .findIf(steps > MOST_STEPS, "steps are " + steps + "; at most " + MOST_STEPS)
                .atLeast(1, "timeout", timeout.toMillis(), "ms")
                .raise();
    }

    /** Returns the default options. */
    public static StepOptions of(long seed) {
        return new StepOptions(DEFAULT_STEPS, DEFAULT_TIMEOUT, seed, Optional.empty());
    }
}
