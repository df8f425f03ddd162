package io.varcas.reports.chart;

import io.varcas.compare.TrialComparison;
import io.varcas.compare.TrialComparison.LatencyRepeats;
import io.varcas.metric.Metric;
import io.varcas.metric.Statistic;
import io.varcas.reports.DoubleSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Latencies of all sides by percentile, over each other: a line through the means of the repeats, a dot for each repeat. */
public final class ComparedLatencyCharts {

    private static final Map<Metric, String> TITLES = titles();

    private ComparedLatencyCharts() {}

    private static Map<Metric, String> titles() {
        Map<Metric, String> titles = new LinkedHashMap<>();
        titles.put(Metric.TTFT, "TTFT by percentile");
        titles.put(Metric.TTFT_SERVICE, "TTFT from the actual send by percentile");
        titles.put(Metric.TPOT, "TPOT by percentile");
        titles.put(Metric.E2E, "End-to-end latency by percentile");
        titles.put(Metric.E2E_SERVICE, "End-to-end latency from the actual send by percentile");
        return titles;
    }

    /**
     * Draws a trial. A latency of which the samples support the median alone has no chart.
     *
     * @param baseline name of the first side
     * @param comparisons comparisons of the trial with that side, by the name of the candidate
     */
    public static List<Chart> of(String baseline, Map<String, TrialComparison> comparisons) {
        List<Chart> charts = new ArrayList<>();
        TITLES.forEach((metric, title) -> {
            Map<String, List<Map<Statistic, Double>>> sides = new LinkedHashMap<>();
            comparisons.forEach((candidate, trial) -> trial.latencies().stream()
                    .filter(latency -> latency.metric() == metric)
                    .forEach((LatencyRepeats latency) -> {
                        sides.putIfAbsent(baseline, latency.baseline());
                        sides.put(candidate, latency.candidate());
                    }));
            Chart chart = chart(metric, title, sides);
            boolean tells = chart.series().stream()
                    .anyMatch(line ->
                            line.look() == Series.Look.MARKED && line.x().size() > 1);
            if (tells && !isService(metric, charts)) {
                charts.add(chart);
            }
        });
        return charts;
    }

    /** Latencies from the actual send are drawn only where those from the intended send are unknown. */
    private static boolean isService(Metric metric, List<Chart> charts) {
        Metric intended = switch (metric) {
            case TTFT_SERVICE -> Metric.TTFT;
            case E2E_SERVICE -> Metric.E2E;
            default -> metric;
        };
        return intended != metric
                && charts.stream().anyMatch(chart -> chart.title().equals(TITLES.get(intended)));
    }

    private static Chart chart(Metric metric, String title, Map<String, List<Map<Statistic, Double>>> sides) {
        List<Series> lines = new ArrayList<>();
        List<Series> dots = new ArrayList<>();
        Set<String> infinite = new LinkedHashSet<>();
        sides.forEach((name, repeats) -> {
            List<Double> x = new ArrayList<>();
            List<Double> y = new ArrayList<>();
            List<Double> dotX = new ArrayList<>();
            List<Double> dotY = new ArrayList<>();
            for (Statistic statistic : percentiles()) {
                double place = 1 / (1 - statistic.quantile().orElseThrow());
                double[] values = repeats.stream()
                        .filter(repeat -> repeat.containsKey(statistic))
                        .mapToDouble(repeat -> repeat.getOrDefault(statistic, Double.NaN))
                        .toArray();
                if (Arrays.stream(values).anyMatch(Double::isInfinite)) {
                    infinite.add(name + " from " + statistic.title());
                    break;
                }
                if (values.length > 0 && values.length == repeats.size()) {
                    x.add(place);
                    y.add(Arrays.stream(values).average().orElseThrow());
                }
                for (double value : values) {
                    dotX.add(place);
                    dotY.add(value);
                }
            }
            lines.add(new Series(name, Series.Look.MARKED, column(x), column(y), List.of()));
            if (repeats.size() > 1) {
                dots.add(Series.dots(name, column(dotX), column(dotY)));
            }
        });
        lines.addAll(dots);
        return Chart.of(
                title,
                "Lines join the means of the runs, dots are single runs; each nine takes the same room."
                        + (infinite.isEmpty()
                                ? ""
                                : " Infinite because of failed requests, so not drawn: " + String.join(", ", infinite)
                                        + "."),
                new Axis("percentile", "%", Axis.Scale.TAIL),
                Axis.log(metric.label(), metric.unit().symbol()),
                lines);
    }

    private static List<Statistic> percentiles() {
        return Arrays.stream(Statistic.values())
                .filter(statistic -> statistic.quantile().isPresent())
                .toList();
    }

    private static DoubleSeries column(List<Double> values) {
        return DoubleSeries.of(values.stream().mapToDouble(Double::doubleValue));
    }
}
