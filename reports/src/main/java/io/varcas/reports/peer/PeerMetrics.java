package io.varcas.reports.peer;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Turns a block of another tool's statistics into a metric. */
final class PeerMetrics {

    private static final String SAMPLES = "number of samples";

    private PeerMetrics() {}

    /** The tool's definition of the standard deviation. */
    enum Deviation {
        /** Divided by n: made a sample's by {@code sqrt(n / (n - 1))}. */
        POPULATION,
        /** Divided by n - 1, as ours. */
        SAMPLE
    }

    /** Names under which a statistic is looked for. */
    interface Keys {

        /** Names of a statistic, the likeliest first. */
        List<String> of(Statistic statistic);
    }

    /** A value of a block. */
    interface Block {

        /** Returns the value under a name, in the tool's unit. */
        OptionalDouble value(String key);
    }

    /**
     * Adds a distribution to a trial. Tools leave failed requests out of their percentiles: so it is the {@code .ok} variant, and
     * also the plain one if none failed.
     *
     * @param samples number of samples
     * @param scale what values are multiplied with to be in the metric's own unit
     */
    static void distribution(
            PeerTrial trial, Metric metric, double samples, double scale, Deviation deviation, Keys keys, Block block) {
        long n = trial.whole(SAMPLES, samples);
        Map<Statistic, Double> statistics = new EnumMap<>(Statistic.class);
        for (Statistic statistic : Statistic.ofDistribution()) {
            keys.of(statistic).stream()
                    .map(block::value)
                    .flatMapToDouble(OptionalDouble::stream)
                    .filter(Double::isFinite)
                    .filter(value -> value >= 0 || metric == Metric.SEND_LAG)
                    .findFirst()
                    .ifPresent(value -> statistics.put(statistic, scale * value));
        }
        if (statistics.isEmpty() || n <= 0) {
            return;
        }
        if (deviation == Deviation.POPULATION) {
            if (n > 1) {
                statistics.computeIfPresent(Statistic.SD, (sd, value) -> value * Math.sqrt(n / (n - 1.0)));
            } else {
                statistics.remove(Statistic.SD);
            }
        }
        if (!metric.countsFailures()) {
            trial.summaries.add(new MetricSummary(metric, false, n, 0, Origin.IMPORTED, statistics));
            return;
        }
        if (trial.failed() == 0) {
            trial.summaries.add(new MetricSummary(metric, false, n, 0, Origin.IMPORTED, statistics));
        }
        trial.summaries.add(new MetricSummary(metric, true, n, 0, Origin.IMPORTED, statistics));
    }

    /** Adds a single number to a trial, if it is there; tools write -1 for what they did not measure. */
    static void value(PeerTrial trial, Metric metric, double samples, OptionalDouble value) {
        long n = trial.whole(SAMPLES, samples);
        value.stream()
                .filter(number -> number >= 0 && Double.isFinite(number))
                .forEach(number -> trial.summaries.add(new MetricSummary(
                        metric, false, Math.max(0, n), 0, Origin.IMPORTED, Map.of(Statistic.VALUE, number))));
    }
}
