package io.varcas.reports.chart;

import io.varcas.reports.DoubleSeries;
import io.varcas.tune.race.TuneResult;
import io.varcas.tune.race.TuneResult.Point;
import java.util.Comparator;
import java.util.List;

/** Measured throughput and latency of every contender, and the front of those that no other beats in both. */
public final class TuneChart {

    private TuneChart() {}

    /** Returns the chart; contenders without a finite latency are not drawn. */
    public static Chart of(TuneResult result) {
        List<Point> drawn = result.points().stream()
                .filter(point -> Double.isFinite(point.latencyMillis()))
                .toList();
        List<Point> front = result.front().stream()
                .filter(drawn::contains)
                .sorted(Comparator.comparingDouble(Point::outputPerSecond))
                .toList();
        int unbounded = result.points().size() - drawn.size();
        return Chart.of(
                "Throughput against latency",
                "Means of the runs of each contender. Further right is more work done, lower is less waiting."
                        + (unbounded == 0 ? "" : " " + unbounded + " without a finite latency are not drawn."),
                Axis.linear("output", "tok/s"),
                Axis.log(result.aim().latency().toString(), "ms"),
                List.of(
                        series("measured", Series.Look.POINTS, drawn),
                        series("no other is better in both", Series.Look.LINE, front)));
    }

    private static Series series(String name, Series.Look look, List<Point> points) {
        return new Series(
                name,
                look,
                DoubleSeries.of(points.stream().mapToDouble(Point::outputPerSecond)),
                DoubleSeries.of(points.stream().mapToDouble(Point::latencyMillis)),
                points.stream().map(Point::name).toList());
    }
}
