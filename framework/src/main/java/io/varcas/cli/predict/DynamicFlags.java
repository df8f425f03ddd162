package io.varcas.cli.predict;

import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.ProfilerRun;
import io.varcas.profiler.kernel.KernelProfile;
import io.varcas.profiler.kernel.ProfileFile;
import io.varcas.profiler.server.ServerMetrics;
import io.varcas.transport.Target;
import io.varcas.utilization.BottleneckFinder;
import io.varcas.utilization.EngineReadings;
import io.varcas.utilization.Utilization;
import io.varcas.utilization.UtilizationCalculator;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that put measured work under a roofline: profiles, and a running server. */
final class DynamicFlags {

    private static final int MOST_SECONDS = 3_600;

    @Option(
            names = "--profile",
            paramLabel = "<file>",
            description =
                    "Show the steps of a profile of this model and GPU under the roofline, and its kernels against"
                            + " the step model. Repeatable.")
    List<Path> profiles = new ArrayList<>();

    @Option(
            names = "--server",
            paramLabel = "<url>",
            description = "Show the present work of a running server of this model and GPU, by its /metrics.")
    @Nullable
    String server;

    @Option(
            names = "--seconds",
            paramLabel = "<n>",
            description = "Seconds to observe the server (default: ${DEFAULT-VALUE}).")
    int seconds = 10;

    @Option(
            names = "--context",
            paramLabel = "<tokens>",
            description = "Mean context of a decoding sequence, for --profile and --server (default: 512; of a server"
                    + " whose requests end meanwhile, theirs).")
    @Nullable
    Integer context;

    private static final int DEFAULT_CONTEXT = 512;

    /**
     * Rejects values before the work.
     *
     * @throws UsageException if one is wrong
     */
    void check() {
        if (seconds < 1 || seconds > MOST_SECONDS) {
            throw new UsageException("--seconds " + seconds + ": must be from 1 to " + MOST_SECONDS);
        }
        if (context != null && context < 0) {
            throw new UsageException("--context " + context + ": must be at least 0");
        }
    }

    /**
     * Measures.
     *
     * @param calculator the calculator of the deployment
     * @throws UsageException if a profile has no steps or cannot be read, or the server cannot be asked or does nothing
     */
    List<Utilization> measure(UtilizationCalculator calculator) {
        List<Utilization> uses = new ArrayList<>();
        for (Path file : profiles) {
            uses.add(profile(calculator, file));
        }
        if (server != null) {
            uses.add(server(calculator, server));
        }
        return uses;
    }

    private Utilization profile(UtilizationCalculator calculator, Path file) {
        try {
            KernelProfile profile = new ProfileFile(file).read();
            Utilization use = calculator
                    .of(profile, context == null ? DEFAULT_CONTEXT : context)
                    .orElseThrow(() -> new UsageException("--profile " + file + ": it has no steps of vLLM's engine"
                            + " (execute_context_...); use a torch trace or table, or an SQLite export of nsys"));
            return use.with(BottleneckFinder.find(
                    use,
                    new EngineReadings(List.of())
                            .state(Optional.empty(), OptionalDouble.empty(), profile.idleShare())));
        } catch (IOException unreadable) {
            throw new UsageException("--profile " + FailureText.of(unreadable));
        }
    }

    private Utilization server(UtilizationCalculator calculator, String url) {
        try {
            ProfilerContext watched = ProfilerContext.eachSecond(Target.parse(url), System::nanoTime);
            ServerMetrics metrics = new ServerMetrics();
            metrics.obstacle(watched).ifPresent(reason -> {
                throw new UsageException("--server " + url + ": " + reason);
            });
            ProfilerRun run = metrics.start(watched);
            long start = System.nanoTime();
            run.measuring();
            for (int i = 0; i < seconds; i++) {
                TimeUnit.SECONDS.sleep(1);
                run.sample();
            }
            run.measured();
            double elapsed = (System.nanoTime() - start) / 1e9;
            ProfilerResult result = run.stop();
            EngineReadings engine = new EngineReadings(result.summary());
            double tokens =
                    context != null ? context : engine.contextTokens() > 0 ? engine.contextTokens() : DEFAULT_CONTEXT;
            Utilization use = engine.utilization(calculator, elapsed, tokens)
                    .orElseThrow(() -> new UsageException("--server " + url + ": its engine made no step within "
                            + seconds + " s; send it load, or raise --seconds"));
            return use.with(BottleneckFinder.find(
                    use, engine.state(Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty())));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new UsageException("--server " + url + ": interrupted");
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("--server " + url + ": " + wrong.getMessage());
        }
    }
}
