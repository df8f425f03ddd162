package io.varcas.runner.trial;

import io.varcas.annotation.Profile;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Span;
import io.varcas.metric.Statistic;
import io.varcas.profiler.ReadingNames;
import io.varcas.result.ForkResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * The energy of the GPUs over the measurement phase, by token and by request: from a DCGM exporter's counters if it was read, else the mean
 * power times the measured time. GPUs that were idle are not the server's, and do not count.
 */
public final class Energy {

    /** Least mean utilisation of a GPU that counts. */
    private static final double BUSY = 0.01;

    private static final List<String> SOURCES = List.of(Profile.DCGM, Profile.TELEMETRY);
    private static final double NANOS = 1e9;

    private Energy() {}

    /**
     * Computes the metrics.
     *
     * @param forks the measured forks
     * @param metrics of all of them, with throughput
     * @param origin where the metrics come from
     * @return energy per token and per request; none if the power of no GPU was measured in a fork, or the server is simulated
     */
    public static List<MetricSummary> metrics(List<ForkResult> forks, MetricSet metrics, Origin origin) {
        double joules = 0;
        double seconds = 0;
        for (ForkResult fork : forks) {
            OptionalDouble own = joules(fork);
            if (own.isEmpty() || origin != Origin.MEASURED) {
                return List.of();
            }
            joules += own.getAsDouble();
            seconds += seconds(fork);
        }
        List<MetricSummary> found = new ArrayList<>();
        add(Metric.ENERGY_PER_TOKEN, joules, count(metrics, Metric.THROUGHPUT_OUTPUT, seconds), origin, found);
        add(Metric.ENERGY_PER_REQUEST, joules, count(metrics, Metric.THROUGHPUT_REQUESTS, seconds), origin, found);
        return found;
    }

    private static void add(Metric metric, double joules, double count, Origin origin, List<MetricSummary> found) {
        if (count > 0) {
            found.add(new MetricSummary(
                    metric, false, Math.round(count), 0, origin, Map.of(Statistic.VALUE, joules / count)));
        }
    }

    private static double count(MetricSet metrics, Metric rate, double seconds) {
        return metrics.value(new MetricKey(rate, false, Statistic.VALUE)).orElse(0) * seconds;
    }

    private static OptionalDouble joules(ForkResult fork) {
        for (String source : SOURCES) {
            GpuReadings readings = GpuReadings.of(fork, source);
            double joules = 0;
            boolean any = false;
            for (String gpu : readings.gpus()) {
                OptionalDouble energy = readings.value(ReadingNames.sumOf(gpu + ReadingNames.GPU_ENERGY));
                OptionalDouble power = readings.value(ReadingNames.meanOf(gpu + ReadingNames.GPU_POWER));
                boolean busy = readings.value(ReadingNames.meanOf(gpu + ReadingNames.GPU_UTILIZATION))
                                .orElse(1)
                        > BUSY;
                if (busy && (energy.isPresent() || power.isPresent())) {
                    joules += energy.orElseGet(() -> power.getAsDouble() * seconds(fork));
                    any = true;
                }
            }
            if (any) {
                return OptionalDouble.of(joules);
            }
        }
        return OptionalDouble.empty();
    }

    private static double seconds(ForkResult fork) {
        return fork.measured().stream().mapToLong(Span::nanos).sum() / NANOS;
    }
}
