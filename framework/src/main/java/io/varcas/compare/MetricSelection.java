package io.varcas.compare;

import io.varcas.compare.match.CompareOptions;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.result.TrialResult;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics that a comparison tests and shows. */
public final class MetricSelection {

    /** Metrics that are tested by default: user latencies, server throughput, and failures. */
    public static final List<MetricKey> DEFAULT = keys(
            "ttft.p50",
            "ttft.p95",
            "ttft.p99",
            "tpot.p50",
            "tpot.p95",
            "itl.p99",
            "e2e.p50",
            "e2e.p95",
            "throughput.requests",
            "throughput.output",
            "goodput",
            "rate.failed",
            "rate.unfinished");

    /** Latencies that users feel. */
    static final Set<Metric> FELT =
            EnumSet.of(Metric.TTFT, Metric.TTFT_SERVICE, Metric.TPOT, Metric.E2E, Metric.E2E_SERVICE);

    /** Metrics that are shown but never tested: the offered load. */
    static final List<MetricKey> CONTEXT = keys("rate.offered", "rate.completed", "concurrency", "tokens.output.mean");

    private MetricSelection() {}

    /** Returns what to test of two sides of a trial. */
    static List<MetricKey> tested(CompareOptions options, List<TrialResult> trials) {
        if (!options.metrics().isEmpty()) {
            return options.metrics().stream()
                    .filter(MetricSelection::hasABetterSide)
                    .toList();
        }
        Set<MetricKey> keys = new LinkedHashSet<>(DEFAULT);
        objectives(trials.stream()).forEach(keys::add);
        return keys.stream().map(key -> known(key, trials)).distinct().toList();
    }

    /** Returns the latency from the actual send, of results that do not know when requests were due, such as imports. */
    private static MetricKey known(MetricKey key, List<TrialResult> trials) {
        Metric service = switch (key.metric()) {
            case TTFT -> Metric.TTFT_SERVICE;
            case E2E -> Metric.E2E_SERVICE;
            default -> key.metric();
        };
        MetricKey fromSend = new MetricKey(service, key.ok(), key.statistic());
        boolean onlyService = trials.stream()
                        .allMatch(trial -> trial.metrics().find(key).isEmpty())
                && trials.stream()
                        .anyMatch(trial -> trial.metrics().find(fromSend).isPresent());
        return onlyService ? fromSend : key;
    }

    /** Returns the latencies that objectives of a trial bound. */
    static Set<MetricKey> bounded(Stream<TrialResult> trials) {
        return objectives(trials)
                .filter(key -> key.metric().shape().isDistribution())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<MetricKey> objectives(Stream<TrialResult> trials) {
        return trials.flatMap(trial -> trial.objectives().stream())
                .flatMap(verdict -> verdict.objective().measuredKey().stream())
                .filter(MetricSelection::hasABetterSide);
    }

    /** Returns what to show beside it. */
    static List<MetricKey> shown(CompareOptions options) {
        List<MetricKey> keys = new ArrayList<>(CONTEXT);
        options.metrics().stream()
                .filter(key -> !hasABetterSide(key) && !keys.contains(key))
                .forEach(keys::add);
        return keys;
    }

    private static boolean hasABetterSide(MetricKey key) {
        return key.metric().better() != Metric.Better.NEITHER;
    }

    private static List<MetricKey> keys(String... labels) {
        return Stream.of(labels).map(MetricKey::parse).toList();
    }
}
