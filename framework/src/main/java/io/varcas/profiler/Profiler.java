package io.varcas.profiler;

import io.varcas.extension.Extensions;
import java.time.Duration;
import java.util.List;
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
     * Returns this profiler with the options that were written behind its name; by default it has none.
     *
     * @throws io.varcas.setting.type.SettingException if it has no such option, or the value is wrong
     */
    default Profiler with(ProfilerOptions options) {
        options.onlyKnown(List.of());
        return this;
    }

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

    /**
     * Creates a profiler.
     *
     * @param written its name, or the binary name of its class; with options behind a colon if it has some
     * @param loader the class loader
     * @throws io.varcas.setting.type.SettingException if there is none, or its options are wrong
     */
    static Profiler of(String written, ClassLoader loader) {
        return extensions().named(ProfilerOptions.nameOf(written), loader).with(ProfilerOptions.parse(written));
    }

    /** Returns the available profilers, built in or added. */
    static Extensions<Profiler> extensions() {
        return new Extensions<>(Profiler.class, "profiler", Profiler::name);
    }
}
