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
     * Returns this profiler with options.
     *
     * @param options what follows its name after {@code -prof}
     * @throws io.varcas.setting.type.SettingException if it does not have one of them, or a value is wrong
     */
    default Profiler with(ProfilerOptions options) {
        options.allow(List.of());
        return this;
    }

    /** Returns the options with their values, in words, for listings; empty if it has none. */
    default String options() {
        return "";
    }

    /**
     * Returns whether it disturbs so much that a run has no use for numbers measured beside it. Such a profiler gets a
     * fork of its own after the measured ones, under the same load, and an {@linkplain #obstacle obstacle} rejects the
     * run before its load.
     */
    default boolean needsOwnFork() {
        return false;
    }

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

    /**
     * Creates the profiler that a text names.
     *
     * @param text name or class, with options: {@code torch:dir=/traces;seconds=2}
     * @param loader the class loader
     * @throws io.varcas.setting.type.SettingException if there is none, or an option is wrong
     */
    static Profiler named(String text, ClassLoader loader) {
        ProfilerOptions options = ProfilerOptions.parse(text);
        return extensions().named(options.profiler(), loader).with(options);
    }
}
