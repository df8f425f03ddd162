package io.varcas.profiler;

import io.varcas.validation.FailureText;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One profiler on its thread. What it records is confined to that thread. */
final class ProfilerThread {

    private final Profiler profiler;
    private final ProfilerDriver.Broken broken;
    private final ScheduledThreadPoolExecutor thread;

    private @Nullable Future<?> ticks;
    private @Nullable ProfilerRun run;
    private @Nullable String problem;

    private ProfilerThread(Profiler profiler, ProfilerDriver.Broken broken) {
        this.profiler = profiler;
        this.broken = broken;
        thread = new ScheduledThreadPoolExecutor(1, work -> {
            Thread daemon = new Thread(work, "varcas-profiler-" + profiler.name());
            daemon.setDaemon(true);
            return daemon;
        });
    }

    static ProfilerThread start(Profiler profiler, ProfilerContext context, ProfilerDriver.Broken broken) {
        ProfilerThread started = new ProfilerThread(profiler, broken);
        long period = context.period().toNanos();
        started.thread.execute(() -> started.begin(context));
        started.ticks = started.thread.scheduleAtFixedRate(
                () -> started.call(ProfilerRun::sample), period, period, TimeUnit.NANOSECONDS);
        return started;
    }

    void measuring() {
        thread.execute(() -> call(ProfilerRun::measuring));
    }

    void iterationEnded() {
        thread.execute(() -> call(ProfilerRun::iterationEnded));
    }

    void measured() {
        thread.execute(() -> call(ProfilerRun::measured));
    }

    ProfilerResult stop() {
        if (ticks != null) {
            ticks.cancel(false);
        }
        Duration limit = profiler.stopLimit();
        try {
            Future<ProfilerResult> result = thread.submit(this::end);
            return result.get(limit.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return ProfilerResult.nothing(profiler.name(), "interrupted before it could stop");
        } catch (TimeoutException stuck) {
            return ProfilerResult.nothing(profiler.name(), "did not stop within " + limit.toSeconds() + " s");
        } catch (ExecutionException failed) {
            Throwable cause = Objects.requireNonNullElse(failed.getCause(), failed);
            return ProfilerResult.nothing(profiler.name(), problem("broke when it was stopped", cause));
        } catch (RejectedExecutionException closed) {
            return ProfilerResult.nothing(profiler.name(), "was stopped already");
        } finally {
            thread.shutdownNow();
        }
    }

    private void begin(ProfilerContext context) {
        try {
            Optional<String> obstacle = profiler.obstacle(context);
            if (obstacle.isPresent()) {
                problem = obstacle.get();
            } else {
                run = profiler.start(context);
            }
        } catch (Throwable thrown) { // an Error as well: the executor would swallow it
            problem = problem("could not start", thrown);
        }
    }

    /**
     * A profiler that breaks once is left alone until it is stopped, so that what it has is still its own to hand
     * over.
     */
    private void call(Consumer<ProfilerRun> event) {
        if (run == null || problem != null) {
            return;
        }
        try {
            event.accept(run);
        } catch (Throwable thrown) {
            problem = problem("broke while watching", thrown);
        }
    }

    /** Puts into words what was thrown; an error ends the run as well. */
    private String problem(String what, Throwable thrown) {
        if (thrown instanceof Error error) {
            broken.by(profiler.name(), error);
        }
        return what + ": " + FailureText.of(thrown);
    }

    private ProfilerResult end() {
        if (run == null) {
            return ProfilerResult.nothing(
                    profiler.name(), Optional.ofNullable(problem).orElse("was never started"));
        }
        ProfilerResult result = run.stop();
        return problem == null
                ? result
                : new ProfilerResult(
                        result.profiler(),
                        Optional.of(problem + "; its readings are incomplete"),
                        result.series(),
                        result.summary().stream().map(Reading::incomplete).toList(),
                        result.attachments(),
                        result.files());
    }
}
