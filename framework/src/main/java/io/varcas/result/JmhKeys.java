package io.varcas.result;

import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Statistic;
import io.varcas.result.identity.JvmIdentity;
import io.varcas.setting.type.Durations;
import io.varcas.stats.Interval;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A trial in the keys of JMH's JSON, as far as they mean the same. The primary metric is the one of the first
 * objective, else the median TTFT; each measurement iteration is one sample of {@code rawData}.
 *
 * @param mode {@code open} or {@code closed}
 * @param threads users of a closed loop; 1 for an open one
 * @param forks measured forks
 * @param jvm executable of the forks' JVM
 * @param jvmArgs its arguments
 * @param jdkVersion version of its JDK
 * @param vmName its name
 * @param vmVersion its version
 * @param warmupIterations warm-up iterations
 * @param warmupTime length of each, in JMH's notation
 * @param warmupBatchSize always 1
 * @param measurementIterations measurement phase
 * @param measurementTime length of each, in JMH's notation
 * @param measurementBatchSize always 1
 * @param primaryMetric the metric of the first objective
 * @param secondaryMetrics those of the others, and the throughput, by key
 */
record JmhKeys(
        String mode,
        int threads,
        int forks,
        Optional<String> jvm,
        List<String> jvmArgs,
        Optional<String> jdkVersion,
        Optional<String> vmName,
        Optional<String> vmVersion,
        int warmupIterations,
        String warmupTime,
        int warmupBatchSize,
        int measurementIterations,
        String measurementTime,
        int measurementBatchSize,
        Optional<Score> primaryMetric,
        Map<String, Score> secondaryMetrics) {

    /**
     * One metric.
     *
     * @param score its value over all windows and forks
     * @param scoreError half the width of its confidence interval; NaN if it has none
     * @param scoreConfidence ends of the interval at 95 % (JMH's own are at 99.9 %); that of a percentile does not lie evenly about it
     * @param scorePercentiles percentiles of the samples, by percent
     * @param scoreUnit its unit
     * @param rawData its value in each window, by fork
     */
    record Score(
            double score,
            double scoreError,
            List<Double> scoreConfidence,
            Map<String, Double> scorePercentiles,
            String scoreUnit,
            List<List<Double>> rawData) {}

    static JmhKeys of(TrialResult trial) {
        Optional<JvmIdentity> jvm = trial.forkResults().stream()
                .flatMap(fork -> fork.jvm().stream())
                .findFirst();
        List<String> keys = new ArrayList<>(trial.objectives().stream()
                .flatMap(verdict -> verdict.objective().measuredKey().stream())
                .map(MetricKey::label)
                .distinct()
                .toList());
        List.of("ttft.p50", "throughput.requests", "throughput.output").stream()
                .filter(key -> !keys.contains(key))
                .forEach(keys::add);
        Map<String, Score> scores = new LinkedHashMap<>();
        keys.forEach(key -> score(trial, MetricKey.parse(key)).ifPresent(score -> scores.put(key, score)));
        Optional<Score> primary = Optional.ofNullable(scores.remove(keys.get(0)));
        return new JmhKeys(
                trial.users().isPresent() ? "closed" : "open",
                trial.users().orElse(1),
                trial.forkResults().size(),
                jvm.map(JvmIdentity::executable),
                jvm.map(JvmIdentity::arguments).orElse(List.of()),
                jvm.map(JvmIdentity::jdkVersion),
                jvm.map(JvmIdentity::name),
                jvm.map(JvmIdentity::version),
                trial.timing().warmupIterations(),
                Durations.format(trial.timing().warmupTime()),
                1,
                trial.timing().measurementIterations(),
                Durations.format(trial.timing().measurementTime()),
                1,
                primary,
                scores);
    }

    private static Optional<Score> score(TrialResult trial, MetricKey key) {
        return trial.metrics()
                .find(key)
                .filter(found -> found.get(key.statistic()).isPresent())
                .map(found -> new Score(
                        found.supports(key.statistic())
                                ? found.get(key.statistic()).orElseThrow()
                                : Double.NaN,
                        found.interval(key.statistic())
                                .filter(Interval::isBounded)
                                .map(interval -> interval.width() / 2)
                                .orElse(Double.NaN),
                        found.interval(key.statistic())
                                .map(interval -> List.of(interval.low(), interval.high()))
                                .orElse(List.of(Double.NaN, Double.NaN)),
                        percentiles(found),
                        found.unit().symbol(),
                        rawData(trial, key)));
    }

    private static Map<String, Double> percentiles(MetricSummary summary) {
        Map<String, Double> percentiles =
                new TreeMap<>((a, b) -> Double.compare(Double.parseDouble(a), Double.parseDouble(b)));
        summary.get(Statistic.MIN).ifPresent(value -> percentiles.put("0.0", value));
        summary.get(Statistic.MAX).ifPresent(value -> percentiles.put("100.0", value));
        Map<Statistic, Double> supported = new EnumMap<>(summary.statistics());
        summary.tooSmallFor().forEach(supported::remove);
        supported.forEach((statistic, value) -> statistic
                .quantile()
                .ifPresent(quantile -> percentiles.put(String.valueOf(Math.round(quantile * 1000) / 10.0), value)));
        return percentiles;
    }

    private static List<List<Double>> rawData(TrialResult trial, MetricKey key) {
        Map<Integer, List<Double>> byFork = new TreeMap<>();
        for (WindowResult window : trial.windows()) {
            MetricSet metrics = window.metrics();
            metrics.value(key)
                    .ifPresent(value -> byFork.computeIfAbsent(window.fork(), fork -> new ArrayList<>())
                            .add(value));
        }
        return List.copyOf(byFork.values());
    }
}
