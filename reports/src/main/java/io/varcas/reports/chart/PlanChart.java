package io.varcas.reports.chart;

import io.varcas.reports.DoubleSeries;
import io.varcas.tune.plan.Configuration;
import io.varcas.tune.plan.Forecast;
import io.varcas.tune.plan.PlanReport;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Throughput and latency of every simulated configuration, with the baseline and the plans. */
public final class PlanChart {

    private PlanChart() {}

    /** Returns the chart; configurations without a finite latency are not drawn. */
    public static Chart of(PlanReport report) {
        List<Series> series = new ArrayList<>();
        Map<Configuration, Forecast> points = report.points();
        series.add(points("simulated", Series.Look.DOTS, List.copyOf(points.keySet()), points)
                .in(Series.Tone.MUTED));
        report.plans()
                .forEach(plan -> plan.configuration()
                        .ifPresent(one -> series.add(
                                points(plan.goal().label() + " plan", Series.Look.POINTS, List.of(one), points))));
        series.add(points("baseline", Series.Look.POINTS, List.of(Configuration.BASELINE), points));
        long unbounded = points.values().stream()
                .filter(forecast -> Double.isInfinite(forecast.latency()))
                .count();
        return Chart.of(
                "Simulated configurations",
                "Further right is more work done, lower is less waiting. Each point is one short simulation."
                        + (unbounded == 0 ? "" : " " + unbounded + " without a finite latency are not drawn."),
                Axis.linear("output", "tok/s"),
                Axis.log(report.latency(), "ms"),
                series);
    }

    private static Series points(
            String name, Series.Look look, List<Configuration> configurations, Map<Configuration, Forecast> points) {
        Map<Configuration, Forecast> drawn = new LinkedHashMap<>();
        for (Configuration one : configurations) {
            Forecast forecast = points.get(one);
            if (forecast != null && Double.isFinite(forecast.latency())) {
                drawn.put(one, forecast);
            }
        }
        return new Series(
                name,
                look,
                DoubleSeries.of(drawn.values().stream().mapToDouble(Forecast::outputPerSecond)),
                DoubleSeries.of(drawn.values().stream().mapToDouble(Forecast::latency)),
                drawn.keySet().stream().map(Configuration::toString).toList());
    }
}
