package io.varcas.history;

import io.varcas.metric.MetricKey;
import io.varcas.stats.ChangePoints;
import io.varcas.traffic.Seed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One number of one series over time, with the changes of its level that {@link ChangePoints} shows at 95 % confidence.
 *
 * @param name name of the workload, and the settings that set it apart from the other series of a list
 * @param key which number
 * @param series the series; empty if an older version indexed it and its bundles are gone
 * @param points every value, the oldest first; those that do not count are left out of the levels
 * @param levels the levels of the values that count, one more than there are changes; empty if no value counts
 */
public record MetricTrend(
        String name, MetricKey key, Optional<TrialSeries> series, List<HistoryValue> points, List<Level> levels) {

    /** Probability of a change found in a series without one. */
    public static final double ALPHA = 0.05;

    /** Fewest values of a series in which a change can be shown; with fewer, one of many orders is not rare enough. */
    public static final int FEWEST = 8;

    private static final Seed SEED = Seed.of(1);

    /**
     * Values between two changes.
     *
     * @param points the values, the oldest first, at least one
     * @param mean their mean in the unit of the number; infinite if one is
     * @param change change of the mean from the level before, as a share of it; empty for the first level, and if there is no such share
     * @param pValue probability of as large a change in a series without one; empty for the first level
     */
    public record Level(List<HistoryValue> points, double mean, Optional<Double> change, Optional<Double> pValue) {

        /** Copies the list. */
        public Level {
            points = List.copyOf(points);
        }

        /** Returns the first value of the level: the number changed with its run. */
        public HistoryValue first() {
            return points.get(0);
        }
    }

    /** Copies the lists. */
    public MetricTrend {
        points = List.copyOf(points);
        levels = List.copyOf(levels);
    }

    /**
     * Lays values along the time of their series.
     *
     * @param values values of one number, the oldest first
     * @return a trend for each series, in the order of their first values
     */
    public static List<MetricTrend> of(List<HistoryValue> values) {
        Map<Object, List<HistoryValue>> bySeries = new LinkedHashMap<>();
        for (HistoryValue value : values) {
            bySeries.computeIfAbsent(
                            value.trial()
                                    .series()
                                    .<Object>map(series -> series)
                                    .orElseGet(() ->
                                            value.trial().name() + value.run().simulated()),
                            unseen -> new ArrayList<>())
                    .add(value);
        }
        return bySeries.values().stream()
                .map(points -> new MetricTrend(
                        name(points.get(0), bySeries.values()),
                        points.get(0).key(),
                        points.get(0).trial().series(),
                        points,
                        levels(points.stream().filter(HistoryValue::counts).toList())))
                .toList();
    }

    /** Returns the values that do not count: of invalid or failed trials, or of samples too small. */
    public List<HistoryValue> leftOut() {
        return points.stream().filter(point -> !point.counts()).toList();
    }

    /** Returns the symbol of the unit. */
    public String unit() {
        return points.get(0).unit();
    }

    private static List<Level> levels(List<HistoryValue> points) {
        if (points.isEmpty()) {
            return List.of();
        }
        List<ChangePoints.Change> changes = new ArrayList<>(
                ChangePoints.of(points.stream().mapToDouble(HistoryValue::value).toArray(), ALPHA, SEED));
        changes.sort(Comparator.comparingInt(ChangePoints.Change::index));
        List<Level> levels = new ArrayList<>();
        int from = 0;
        Optional<Double> pValue = Optional.empty();
        for (int i = 0; i <= changes.size(); i++) {
            int to = i == changes.size() ? points.size() : changes.get(i).index();
            List<HistoryValue> part = points.subList(from, to);
            double mean =
                    part.stream().mapToDouble(HistoryValue::value).average().orElse(Double.NaN);
            Optional<Double> share = levels.isEmpty()
                    ? Optional.empty()
                    : Optional.of(mean / levels.get(levels.size() - 1).mean() - 1)
                            .filter(Double::isFinite);
            levels.add(new Level(part, mean, share, pValue));
            from = to;
            pValue = i == changes.size()
                    ? Optional.empty()
                    : Optional.of(changes.get(i).pValue());
        }
        return levels;
    }

    /** Returns the name of a series: the workload's, and the settings in which the series of that workload differ. */
    private static String name(HistoryValue first, Iterable<List<HistoryValue>> all) {
        Optional<TrialSeries> series = first.trial().series();
        if (series.isEmpty()) {
            return first.trial().name();
        }
        List<TrialSeries> others = new ArrayList<>();
        for (List<HistoryValue> points : all) {
            points.get(0)
                    .trial()
                    .series()
                    .filter(other -> other.workload().equals(series.get().workload()))
                    .ifPresent(others::add);
        }
        String settings = series.get().distinguishing(others).entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(", "));
        String workload = series.get().workload();
        String name = workload.substring(workload.lastIndexOf('.') + 1);
        return settings.isEmpty() ? name : name + " {" + settings + "}";
    }
}
