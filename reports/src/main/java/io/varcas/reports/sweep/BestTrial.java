package io.varcas.reports.sweep;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.result.RunVerdict;
import io.varcas.stats.Interval;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The trial with the best value of a metric. A value whose confidence interval meets that of another is not shown to be better than it: then
 * all of these are best.
 *
 * @param key the metric
 * @param trials the best trial first, then those that are not shown to be worse
 */
public record BestTrial(MetricKey key, List<SweepPoint> trials) {

    /** Copies the list. */
    public BestTrial {
        trials = List.copyOf(trials);
    }

    /**
     * Finds the best trial: among the valid ones, and if any trial has an objective, among those that met all of theirs.
     *
     * @return the trial; empty if no such trial has the metric
     */
    public static Optional<BestTrial> of(List<SweepPoint> points, MetricKey key) {
        boolean judged =
                points.stream().anyMatch(point -> !point.trial().objectives().isEmpty());
        List<SweepPoint> known = points.stream()
                .filter(SweepPoint::isValid)
                .filter(point -> !judged || point.trial().verdict() == RunVerdict.MET)
                .filter(point -> Double.isFinite(point.value(key)))
                .toList();
        double sign = key.metric().better() == Metric.Better.LOWER ? -1 : 1;
        Optional<SweepPoint> best = known.stream().max(Comparator.comparingDouble(point -> sign * point.value(key)));
        return best.map(first -> new BestTrial(
                key,
                Stream.concat(
                                Stream.of(first),
                                known.stream().filter(point -> !point.equals(first) && !differ(first, point, key)))
                        .toList()));
    }

    /** Returns whether two trials differ in a metric by more than their intervals; without an interval nothing is shown. */
    public static boolean differ(SweepPoint one, SweepPoint other, MetricKey key) {
        Optional<Interval> first = one.interval(key);
        Optional<Interval> second = other.interval(key);
        return first.isPresent()
                && second.isPresent()
                && (first.get().high() < second.get().low()
                        || second.get().high() < first.get().low());
    }
}
