package io.varcas.reports.chart;

import io.varcas.history.HistoryValue;
import io.varcas.history.MetricTrend;
import io.varcas.reports.DoubleSeries;
import io.varcas.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;

/** A metric over the runs of a series, with intervals and levels. */
public final class TrendChart {

    private static final double PERCENT = 100;

    private final MetricTrend trend;

    private TrendChart(MetricTrend trend) {
        this.trend = trend;
    }

    /**
     * Draws a trend; runs are as far apart as the next, whatever the time between them.
     *
     * @param trend the trend
     * @param label writes what a value is, for its tooltip
     */
    public static Chart of(MetricTrend trend, Function<HistoryValue, String> label) {
        TrendChart chart = new TrendChart(trend);
        List<Series> series = new ArrayList<>();
        series.add(chart.points("run", HistoryValue::counts, label));
        series.add(chart.intervals());
        series.add(chart.levels());
        series.add(chart.points("left out", point -> !point.counts(), label));
        return Chart.of(
                        trend.key().label(),
                        "Runs in their order, from the left. Vertical lines are changes of the level.",
                        Axis.linear("run", ""),
                        Axis.linear(trend.key().label(), trend.unit()),
                        series)
                .withRules(chart.changes());
    }

    private double place(HistoryValue point) {
        return trend.points().indexOf(point) + 1.0;
    }

    private Series points(String name, Predicate<HistoryValue> which, Function<HistoryValue, String> label) {
        List<HistoryValue> points = trend.points().stream()
                .filter(which)
                .filter(point -> Double.isFinite(point.value()))
                .toList();
        return new Series(
                name,
                Series.Look.POINTS,
                DoubleSeries.of(points.stream().mapToDouble(this::place)),
                DoubleSeries.of(points.stream().mapToDouble(HistoryValue::value)),
                points.stream().map(label).toList());
    }

    private Series intervals() {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        double confidence = 0;
        for (HistoryValue point : trend.points()) {
            if (point.counts() && point.interval().filter(Interval::isBounded).isPresent()) {
                Interval interval = point.interval().get();
                confidence = interval.confidence();
                x.addAll(List.of(place(point), place(point), place(point)));
                y.addAll(List.of(interval.low(), interval.high(), Double.NaN));
            }
        }
        return line(String.format(Locale.ROOT, "%.0f %% interval", PERCENT * confidence), x, y);
    }

    private Series levels() {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (MetricTrend.Level level : trend.levels()) {
            double last = place(level.points().get(level.points().size() - 1));
            double mean = Double.isFinite(level.mean()) ? level.mean() : Double.NaN;
            x.addAll(List.of(place(level.first()), last, last));
            y.addAll(List.of(mean, mean, Double.NaN));
        }
        return line("level", x, y);
    }

    private List<ReferenceLine> changes() {
        return trend.levels().stream()
                .skip(1)
                .map(level -> new ReferenceLine(
                        true,
                        place(level.first()) - 0.5,
                        level.change()
                                .map(change -> String.format(Locale.ROOT, "%+.1f %%", PERCENT * change))
                                .orElse("changed")))
                .toList();
    }

    private static Series line(String name, List<Double> x, List<Double> y) {
        return Series.line(
                name,
                DoubleSeries.of(x.stream().mapToDouble(Double::doubleValue)),
                DoubleSeries.of(y.stream().mapToDouble(Double::doubleValue)));
    }
}
