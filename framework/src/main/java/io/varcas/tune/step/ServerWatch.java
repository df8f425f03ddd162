package io.varcas.tune.step;

import io.varcas.profiler.Profiler;
import io.varcas.profiler.ProfilerContext;
import io.varcas.profiler.ProfilerDriver;
import io.varcas.profiler.ProfilerResult;
import io.varcas.profiler.Reading;
import io.varcas.profiler.host.Telemetry;
import io.varcas.profiler.server.ServerMetrics;
import io.varcas.transport.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Watches the server's metrics, and the GPUs if it runs on this machine, while the batches of one cell are measured. */
final class ServerWatch implements AutoCloseable {

    /** Short enough to see a batch of a second, long enough not to disturb the server's front end. */
    private static final Duration PERIOD = Duration.ofMillis(250);

    private static final String MISSED =
            "no reading, one each " + PERIOD.toMillis() + " ms, met a running request: the batches were too short";

    private final ProfilerDriver driver;
    private final boolean here;
    private @Nullable List<ProfilerResult> results;

    private ServerWatch(ProfilerDriver driver, boolean here) {
        this.driver = driver;
        this.here = here;
    }

    /**
     * Starts.
     *
     * @param server the server
     * @param here whether the GPUs of this machine are those of the server
     */
    static ServerWatch start(Target server, boolean here) {
        List<Profiler> profilers = new ArrayList<>(List.of(new ServerMetrics()));
        if (here) {
            profilers.add(new Telemetry());
        }
        long origin = System.nanoTime();
        ProfilerContext context = new ProfilerContext(Optional.of(server), () -> System.nanoTime() - origin, PERIOD);
        ProfilerDriver driver = ProfilerDriver.start(profilers, context, (profiler, error) -> {
            throw error;
        });
        driver.measuring();
        return new ServerWatch(driver, here);
    }

    /**
     * Ends the watch and adds what it saw to a cell.
     *
     * @param measured the cell
     */
    StepCell addTo(StepCell measured) {
        List<ProfilerResult> seen = end();
        ProfilerResult server = seen.get(0);
        String broken = server.problem().orElse("the server does not report it");
        OptionalDouble running = server.value("server.requests.running.max");
        boolean missed = running.isPresent() && running.getAsDouble() == 0;
        String noGauge = missed ? MISSED : broken;
        StepCell cell = measured.with(StepMetric.KV_USAGE_MAX, unless(missed, server, "server.kv.usage.max"), noGauge)
                .with(StepMetric.RUNNING_MAX, unless(missed, server, "server.requests.running.max"), noGauge)
                .with(StepMetric.WAITING_MAX, unless(missed, server, "server.requests.waiting.max"), noGauge)
                .with(StepMetric.PREEMPTIONS, server.value("server.preemptions"), broken);
        if (cell.find(StepMetric.CACHE_HIT_RATE).isEmpty()) {
            cell = cell.with(StepMetric.CACHE_HIT_RATE, hitRate(server), broken);
        }
        String noGpu = here
                ? "none of nvidia-smi, amd-smi and rocm-smi reports a GPU"
                : "the server does not run on GPUs of this machine";
        List<Reading> host = here ? seen.get(1).summary() : List.of();
        return cell.with(
                        StepMetric.GPU_MEMORY_MAX,
                        total(host, name -> name.matches("gpu\\d+\\.memory\\.used\\.max"), false),
                        noGpu)
                .with(
                        StepMetric.GPU_UTILIZATION,
                        total(host, name -> name.matches("gpu\\d+\\.utilization\\.mean"), true),
                        noGpu);
    }

    private static OptionalDouble unless(boolean missed, ProfilerResult server, String reading) {
        return missed ? OptionalDouble.empty() : server.value(reading);
    }

    private List<ProfilerResult> end() {
        List<ProfilerResult> seen = results;
        if (seen == null) {
            driver.measured();
            seen = driver.stop();
            results = seen;
        }
        return seen;
    }

    @Override
    public void close() {
        end();
    }

    private static OptionalDouble hitRate(ProfilerResult server) {
        OptionalDouble hits = server.value("server.tokens.cached");
        OptionalDouble prompts = server.value("server.tokens.input");
        return hits.isPresent() && prompts.isPresent() && prompts.getAsDouble() > 0
                ? OptionalDouble.of(hits.getAsDouble() / prompts.getAsDouble())
                : OptionalDouble.empty();
    }

    private static OptionalDouble total(List<Reading> readings, Predicate<String> name, boolean mean) {
        double[] values = readings.stream()
                .filter(reading -> name.test(reading.name()) && reading.value().isPresent())
                .mapToDouble(reading -> reading.value().getAsDouble())
                .toArray();
        if (values.length == 0) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                mean
                        ? DoubleStream.of(values).average().orElseThrow()
                        : DoubleStream.of(values).sum());
    }
}
