package io.varcas.profiler.server;

import io.varcas.profiler.ProfilerOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The end of a capture, whichever comes first.
 *
 * @param time its longest duration
 * @param steps steps of the engine after which it ends; absent for no such end
 */
record CaptureLimit(Duration time, Optional<Integer> steps) {

    static final String SECONDS = "seconds";
    static final String STEPS = "steps";

    private static final Duration DEFAULT_TIME = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST_STEPS = 100_000;

    static CaptureLimit of(ProfilerOptions options) {
        return new CaptureLimit(
                options.duration(SECONDS, LONGEST).orElse(DEFAULT_TIME), options.number(STEPS, 1, MOST_STEPS));
    }

    static CaptureLimit defaultValue() {
        return new CaptureLimit(DEFAULT_TIME, Optional.empty());
    }

    /**
     * Returns whether a capture is over.
     *
     * @param nanos its duration
     * @param before steps of the engine at its begin; absent if they cannot be counted
     * @param now steps of the engine now
     */
    boolean isReached(long nanos, OptionalLong before, OptionalLong now) {
        boolean enough = steps.isPresent()
                && before.isPresent()
                && now.isPresent()
                && now.getAsLong() - before.getAsLong() >= steps.get();
        return enough || nanos >= time.toNanos();
    }
}
