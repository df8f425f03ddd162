package io.varcas.fork;

import io.varcas.load.BrokenLoadException;
import io.varcas.load.LoadClock;
import io.varcas.load.LoadCounts;
import io.varcas.load.LoadListener;
import io.varcas.metric.Span;
import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerDriver;
import io.varcas.profiler.ProfilerResult;
import io.varcas.result.ProfileResult;
import io.varcas.transport.Target;
import io.varcas.transport.TargetSettings;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Watches the load of a fork: drives its profilers, and tells the launcher how far it is. */
final class LoadWatch implements LoadListener, AutoCloseable {

    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** Captures end after seconds or steps, which must not wait for a whole second. */
    private static final Duration CAPTURE_PERIOD = Duration.ofMillis(100);

    private final ForkTask task;
    private final ForkEvents events;
    private final LoadClock clock;
    private final ProfilerDriver profilers;
    private final int firstMeasured;
    private volatile long originNanos;
    private volatile LoadCounts latest = LoadCounts.NONE;

    LoadWatch(
            ForkTask task,
            Target target,
            WorkloadPlan plan,
            ForkEvents events,
            LoadClock clock,
            Consumer<BrokenLoadException> broken) {
        this.task = task;
        this.events = events;
        this.clock = clock;
        this.firstMeasured = plan.windows().warmups();
        this.originNanos = clock.nanos();
        ClassLoader loader = LoadWatch.class.getClassLoader();
        List<Profiler> wanted = task.profilers().stream()
                .map(name -> Profiler.named(name, loader))
                .toList();
        profilers = ProfilerDriver.start(
                wanted,
                new ProfilerContext(
                                Optional.of(target),
                                () -> clock.nanos() - originNanos,
                                wanted.stream().anyMatch(Profiler::needsOwnFork) ? CAPTURE_PERIOD : PERIOD)
                        .withMetricsPages(TargetSettings.metricsPages(plan.settings()))
                        .withInFlight(() -> latest.inFlight())
                        .withFolder(task.folder()),
                (profiler, error) ->
                        broken.accept(BrokenLoadException.of("the profiler " + profiler + " was at work", error)));
    }

    @Override
    public void windowBegan(int window, boolean measured, Span span) {
        if (window == 0) {
            originNanos = clock.nanos();
        }
        if (window == firstMeasured) {
            profilers.measuring();
        }
    }

    @Override
    public void second(LoadCounts counts) {
        latest = counts;
        events.live(
                new LiveProgress(counts.elapsedNanos() / 1e9, counts.inFlight(), counts.completed(), counts.failed()));
    }

    @Override
    public void windowEnded(int window, boolean measured, LoadCounts counts) {
        if (measured) {
            profilers.iterationEnded();
        }
        events.windowEnded(new WindowProgress(
                window,
                counts.elapsedNanos() / 1e9,
                counts.completed(),
                counts.failed(),
                latest.inFlight(),
                counts.textEvents(),
                counts.meanTtftMillis()));
    }

    @Override
    public void draining(long inFlight) {
        profilers.measured();
    }

    /** Stops the profilers and writes what they recorded. */
    @Override
    public void close() throws IOException {
        for (ProfilerResult result : profilers.stop()) {
            ProfileResult.write(task.folder(), result);
        }
    }
}
