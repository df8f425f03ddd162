package io.varcas.compare;

import io.varcas.accuracy.AccuracyComparison;
import io.varcas.accuracy.NonInferiority;
import io.varcas.compare.match.Difference;
import io.varcas.compare.match.Warning;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.Statistic;
import io.varcas.stats.Design;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One trial on both sides.
 *
 * @param name workload and parameters
 * @param unit what counts as one repeat
 * @param design whether repeats are pairs
 * @param baselineRepeats repeats of the first side that could be used
 * @param candidateRepeats repeats of the second
 * @param sameRequests whether both sides asked the same
 * @param differences what is recorded to differ between the sides
 * @param openLoop whether the schedule, not the server, decides how many requests are sent
 * @param bounded latencies that an objective of either side bounds
 * @param metrics metrics with a verdict
 * @param context metrics that are only shown: what was offered, what came of it
 * @param latencies percentiles of latencies in each repeat
 * @param accuracy the accuracy of the outputs compared, if both sides graded the same prompts
 * @param warnings what makes it say less than it seems to
 */
public record TrialComparison(
        String name,
        RepeatUnit unit,
        Design design,
        int baselineRepeats,
        int candidateRepeats,
        SameRequests sameRequests,
        List<Difference> differences,
        boolean openLoop,
        Set<MetricKey> bounded,
        List<MetricComparison> metrics,
        List<MetricComparison> context,
        List<LatencyRepeats> latencies,
        Optional<AccuracyComparison> accuracy,
        List<Warning> warnings) {

    /**
     * The percentiles of a latency in each run of both sides, as far as its samples support them.
     *
     * @param metric the latency
     * @param baseline percentiles of each run of the first side; infinite where failures reach them
     * @param candidate those of the second
     */
    public record LatencyRepeats(
            Metric metric, List<Map<Statistic, Double>> baseline, List<Map<Statistic, Double>> candidate) {

        /** Copies the lists. */
        public LatencyRepeats {
            baseline = baseline.stream().map(Map::copyOf).toList();
            candidate = candidate.stream().map(Map::copyOf).toList();
        }
    }

    /** Copies the lists. */
    public TrialComparison {
        differences = List.copyOf(differences);
        bounded = Set.copyOf(bounded);
        metrics = List.copyOf(metrics);
        context = List.copyOf(context);
        latencies = List.copyOf(latencies);
        warnings = List.copyOf(warnings);
    }

    /**
     * Sums up: worse if a metric is, or the accuracy lost more than its margin, else inconclusive if a latency with an objective is undecided, else better if a metric is, else inconclusive
     * if one is unsettled or a latency is untold, else no difference shown if that could be said of one that is evidence and not 0 throughout, else inconclusive. If some
     * are better and some worse it is worse; {@link #metrics} tell the trade. Equal rates of an open loop are no evidence: its schedule sets them.
     */
    public ChangeVerdict verdict() {
        if (having(ChangeVerdict.WORSE).findAny().isPresent()
                || accuracy.filter(change -> change.verdict() == NonInferiority.FAIL)
                        .isPresent()) {
            return ChangeVerdict.WORSE;
        }
        if (!untoldLatencies().isEmpty()) {
            return ChangeVerdict.INCONCLUSIVE;
        }
        if (having(ChangeVerdict.BETTER).findAny().isPresent()) {
            return ChangeVerdict.BETTER;
        }
        boolean tells = having(ChangeVerdict.NO_DIFFERENCE_SHOWN)
                .anyMatch(metric -> metric.change().isPresent() && !isSetBySchedule(metric.key()));
        return tells && unsettled().findAny().isEmpty()
                ? ChangeVerdict.NO_DIFFERENCE_SHOWN
                : ChangeVerdict.INCONCLUSIVE;
    }

    /** Returns the latencies that an objective bounds and for which the repeats can tell neither a difference nor its absence. */
    public Stream<MetricComparison> undecided() {
        return having(ChangeVerdict.INCONCLUSIVE).filter(metric -> bounded.contains(metric.key()));
    }

    /**
     * Returns the latencies of which these repeats tell nothing, neither in the statistics that objectives bound nor, where none is bounded, in
     * any: a server may be slower there.
     */
    public List<Metric> untoldLatencies() {
        if (!bounded.isEmpty()) {
            return undecided().map(metric -> metric.key().metric()).distinct().toList();
        }
        List<Metric> measured = metrics.stream()
                .filter(metric -> MetricSelection.FELT.contains(metric.key().metric()))
                .filter(metric -> metric.baseline().mean().isPresent()
                        || metric.candidate().mean().isPresent())
                .map(metric -> metric.key().metric())
                .distinct()
                .toList();
        Set<Metric> told = Stream.of(ChangeVerdict.BETTER, ChangeVerdict.WORSE, ChangeVerdict.NO_DIFFERENCE_SHOWN)
                .flatMap(this::having)
                .map(metric -> metric.key().metric())
                .collect(Collectors.toSet());
        return measured.stream().filter(metric -> !told.contains(metric)).toList();
    }

    /**
     * Returns the repeats of each side that find or exclude a change worth knowing in every latency: for each latency with an objective, or
     * without objectives each that users feel, as many as the statistic that needs fewest. It follows from the spread of the repeats and not from
     * their difference, so that a comparison of so many fresh repeats errs no more often than any other. Empty if no metric tells.
     */
    public OptionalInt repeatsNeeded() {
        Map<Metric, Integer> needed = new EnumMap<>(Metric.class);
        metrics.stream()
                .filter(metric -> bounded.isEmpty()
                        ? MetricSelection.FELT.contains(metric.key().metric())
                        : bounded.contains(metric.key()))
                .forEach(metric -> metric.evidence()
                        .flatMap(TestResult::repeatsNeeded)
                        .ifPresent(repeats -> needed.merge(metric.key().metric(), repeats, Math::min)));
        return needed.values().stream().mapToInt(Integer::intValue).max();
    }

    private boolean isSetBySchedule(MetricKey key) {
        return openLoop && key.metric().shape() == Metric.Shape.RATE;
    }

    /** Returns the metrics in which a difference is likely and not shown. */
    public Stream<MetricComparison> unsettled() {
        return metrics.stream().filter(MetricComparison::isUnsettled);
    }

    /** Returns the metrics of a verdict. */
    public Stream<MetricComparison> having(ChangeVerdict verdict) {
        return metrics.stream()
                .filter(metric -> metric.verdict().filter(verdict::equals).isPresent());
    }
}
