package io.varcas.prediction;

import io.varcas.engine.Sample;
import io.varcas.engine.SimulationResult;
import io.varcas.engine.WeightedSample;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleFunction;

/** Simulated forks as metrics, by the definitions of the measured ones, with what every request waits for before the engine. */
public final class PredictedMetrics {

    private static final double MILLIS = 1e3;

    private PredictedMetrics() {}

    /**
     * Returns the metrics of simulated forks, pooled.
     *
     * @param forks results, at least one
     * @param ingress time that every request waits before it reaches the engine
     */
    public static MetricSet of(List<SimulationResult> forks, Duration ingress) {
        double wait = ingress.toNanos() * 1e-6;
        long n = forks.stream().mapToLong(SimulationResult::measured).sum();
        List<MetricSummary> metrics = new ArrayList<>();
        add(
                metrics,
                Metric.TTFT,
                Sample.pooled(forks.stream().map(SimulationResult::ttft).toList()),
                wait);
        add(
                metrics,
                Metric.TPOT,
                Sample.pooled(forks.stream().map(SimulationResult::tpot).toList()),
                0);
        add(
                metrics,
                gaps(WeightedSample.pooled(
                        forks.stream().map(SimulationResult::tokenGaps).toList())));
        add(
                metrics,
                Metric.E2E,
                Sample.pooled(forks.stream().map(SimulationResult::e2e).toList()),
                wait);
        double requests = mean(forks, SimulationResult::requestsPerSecond);
        double output = mean(forks, SimulationResult::outputTokensPerSecond);
        double prompt = mean(forks, SimulationResult::promptTokensPerSecond);
        metrics.add(value(Metric.THROUGHPUT_REQUESTS, n, requests));
        metrics.add(value(Metric.THROUGHPUT_OUTPUT, n, output));
        metrics.add(value(Metric.THROUGHPUT_TOTAL, n, output + prompt));
        double inIngress = requests * ingress.toNanos() * 1e-9; // Little's law
        metrics.add(value(Metric.CONCURRENCY, n, mean(forks, SimulationResult::meanInSystem) + inIngress));
        return MetricSet.of(metrics);
    }

    /**
     * Returns the least, or the greatest, of sets with the same metrics, number by number. That of the expected speed is not always between the
     * others: how many requests end within a window depends on where its edges fall.
     */
    static MetricSet combine(List<MetricSet> sets, BinaryOperator<Double> which) {
        return sets.stream().reduce((one, other) -> combine(one, other, which)).orElseThrow();
    }

    private static MetricSet combine(MetricSet one, MetricSet other, BinaryOperator<Double> which) {
        List<MetricSummary> metrics = new ArrayList<>();
        for (MetricSummary summary : one.all()) {
            Map<Statistic, Double> statistics = new EnumMap<>(Statistic.class);
            summary.statistics().forEach((statistic, value) -> {
                OptionalDouble second = other.value(new MetricKey(summary.metric(), summary.ok(), statistic));
                statistics.put(statistic, second.isPresent() ? which.apply(value, second.getAsDouble()) : value);
            });
            metrics.add(new MetricSummary(
                    summary.metric(), summary.ok(), summary.n(), summary.failed(), summary.origin(), statistics));
        }
        return MetricSet.of(metrics);
    }

    static MetricSummary value(Metric metric, long n, double value) {
        return new MetricSummary(metric, false, n, 0, Origin.PREDICTED, Map.of(Statistic.VALUE, value));
    }

    static double mean(List<SimulationResult> forks, ToDoubleFunction<SimulationResult> number) {
        return forks.stream().mapToDouble(number).average().orElseThrow();
    }

    private static void add(List<MetricSummary> metrics, Metric metric, Sample seconds, double waitMillis) {
        if (seconds.finiteCount() == 0) {
            return;
        }
        Map<Statistic, Double> statistics = new EnumMap<>(Statistic.class);
        statistics.put(Statistic.MEAN, seconds.mean() * MILLIS + waitMillis);
        statistics.put(Statistic.MIN, seconds.quantile(0) * MILLIS + waitMillis);
        statistics.put(Statistic.MAX, seconds.quantile(1) * MILLIS + waitMillis);
        if (seconds.finiteCount() > 1) {
            statistics.put(Statistic.SD, seconds.standardDeviation() * MILLIS);
        }
        for (Statistic statistic : Statistic.ofDistribution()) {
            statistic.quantile().ifPresent(q -> statistics.put(statistic, seconds.quantile(q) * MILLIS + waitMillis));
        }
        long failed = (long) seconds.count() - seconds.finiteCount();
        metrics.add(new MetricSummary(metric, false, seconds.count(), failed, Origin.PREDICTED, statistics));
    }

    private static void add(List<MetricSummary> metrics, MetricSummary gaps) {
        if (gaps.n() > 0) {
            metrics.add(gaps);
        }
    }

    private static MetricSummary gaps(WeightedSample seconds) {
        Map<Statistic, Double> statistics = new EnumMap<>(Statistic.class);
        if (seconds.count() > 0) {
            statistics.put(Statistic.MEAN, seconds.mean() * MILLIS);
            for (Statistic statistic : Statistic.ofDistribution()) {
                statistic.quantile().ifPresent(q -> statistics.put(statistic, seconds.quantile(q) * MILLIS));
            }
        }
        return new MetricSummary(Metric.ITL, false, seconds.count(), 0, Origin.PREDICTED, statistics);
    }
}
