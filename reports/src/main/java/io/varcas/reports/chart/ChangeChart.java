package io.varcas.reports.chart;

import io.varcas.compare.ChangeVerdict;
import io.varcas.compare.MetricComparison;
import io.varcas.compare.TestResult;
import io.varcas.compare.TrialComparison;
import io.varcas.reports.DoubleSeries;
import io.varcas.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Changes of a trial's metrics with their intervals, one below the other. */
public final class ChangeChart {

    private static final double PERCENT = 100;

    private ChangeChart() {}

    /** Draws the metrics whose change and interval are known. */
    public static Chart of(TrialComparison trial) {
        List<MetricComparison> known = trial.metrics().stream()
                .filter(metric ->
                        metric.change().isPresent() && interval(metric).isPresent())
                .toList();
        List<Series> series = new ArrayList<>();
        for (ChangeVerdict verdict : ChangeVerdict.values()) {
            List<MetricComparison> own = known.stream()
                    .filter(metric -> metric.verdict().filter(verdict::equals).isPresent())
                    .toList();
            series.add(new Series(
                    verdict.label(),
                    Series.Look.POINTS,
                    DoubleSeries.of(own.stream()
                            .mapToDouble(metric -> PERCENT * metric.change().orElse(0))),
                    DoubleSeries.of(own.stream().mapToDouble(metric -> place(known, metric))),
                    own.stream().map(metric -> metric.key().label()).toList()));
        }
        series.add(intervals(known));
        return Chart.of(
                        "Change of each metric",
                        "Marks are changes, lines their intervals; an interval that holds 0 % shows no difference. Rows are those of the table"
                                + " from below.",
                        Axis.linear("change", "%"),
                        Axis.linear("row", ""),
                        series)
                .withRules(List.of(new ReferenceLine(true, 0, "no change")));
    }

    private static double place(List<MetricComparison> known, MetricComparison metric) {
        return (double) known.size() - known.indexOf(metric);
    }

    private static Series intervals(List<MetricComparison> known) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (MetricComparison metric : known) {
            interval(metric).ifPresent(interval -> {
                double row = place(known, metric);
                x.addAll(List.of(PERCENT * interval.low(), PERCENT * interval.high(), PERCENT * interval.high()));
                y.addAll(List.of(row, row, Double.NaN));
            });
        }
        String name = String.format(
                Locale.ROOT,
                "%.0f %% interval",
                PERCENT
                        * known.stream()
                                .flatMap(metric -> interval(metric).stream())
                                .mapToDouble(Interval::confidence)
                                .findFirst()
                                .orElse(0));
        return Series.line(
                name,
                DoubleSeries.of(x.stream().mapToDouble(Double::doubleValue)),
                DoubleSeries.of(y.stream().mapToDouble(Double::doubleValue)));
    }

    private static Optional<Interval> interval(MetricComparison metric) {
        return metric.evidence()
                .flatMap(TestResult::changeInterval)
                .filter(interval -> Double.isFinite(interval.low()) && Double.isFinite(interval.high()));
    }
}
