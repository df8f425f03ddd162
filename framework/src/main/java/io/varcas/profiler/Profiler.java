package io.varcas.profiler;

import io.varcas.extension.Extensions;
import java.time.Duration;
import java.util.Optional;

/**
 * A profiler, which observes a run. It is found by {@link java.util.ServiceLoader} under its name, or named by its
 * class in {@link io.varcas.annotation.Profile}; then it needs a public constructor without parameters.
 */
public interface Profiler {

    /** Returns the name in annotations, flags and results: lower case with dashes. */
    String name();

    /** Returns a description of the recorded data, one line for listings. */
    String meaning();

    /**
     * Returns the reason why the profiler is not available.
     *
     * @param context the run to observe
     * @return the reason, in one line; empty if it is available
     */
    Optional<String> obstacle(ProfilerContext context);

    /**
     * Starts observing.
     *
     * @param context the run to observe
     * @return the active profiler, which is called by a single thread
     */
    ProfilerRun start(ProfilerContext context);

    /**
     * Returns the longest time that {@link ProfilerRun#stop()} may take, with all that was asked before it; past it
     * nothing of the profiler is kept.
     */
    default Duration stopLimit() {
        return Duration.ofSeconds(10);
    }

    /** Returns the available profilers, built in or added. */
    static Extensions<Profiler> extensions() {
        return new Extensions<>(Profiler.class, "profiler", Profiler::name);
    }
}
