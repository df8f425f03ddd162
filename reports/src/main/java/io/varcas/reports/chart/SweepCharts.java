package io.varcas.reports.chart;

import io.varcas.metric.MetricKey;
import io.varcas.reports.DoubleSeries;
import io.varcas.reports.sweep.Sweep;
import io.varcas.reports.sweep.SweepPoint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The trials of a sweep beside each other. */
public final class SweepCharts {

    private static final double MILLIS_PER_SECOND = 1e3;

    private SweepCharts() {}

    /** Returns every chart that has at least two trials to show. */
    public static List<Chart> of(Sweep sweep) {
        return List.of(
                        latency(sweep, sweep.ttft(), "Throughput and TTFT"),
                        latency(sweep, MetricKey.parse("tpot.p50"), "Throughput and TPOT"),
                        pareto(sweep),
                        batch(sweep, MetricKey.parse("throughput.output"), "Throughput by requests in flight"),
                        batch(sweep, MetricKey.parse("tpot.p50"), "TPOT by requests in flight"))
                .stream()
                .filter(chart -> !chart.isEmpty())
                .toList();
    }

    /** What a client waits at what the server delivers: right and low is good. */
    private static Chart latency(Sweep sweep, MetricKey key, String title) {
        return Chart.of(
                title,
                "Each mark is a trial; further right is more work done, lower is less waiting.",
                Axis.linear("throughput", "output tokens/s"),
                Axis.log(key.label(), key.metric().unit().symbol()),
                lines(sweep, point -> point.value(MetricKey.parse("throughput.output")), point -> point.value(key)));
    }

    private static Chart batch(Sweep sweep, MetricKey key, String title) {
        return Chart.of(
                title,
                "Mean requests in flight over the measurement phase, which is the batch that the server could build.",
                Axis.linear("in flight", "requests"),
                Axis.linear(key.label(), key.metric().unit().symbol()),
                lines(sweep, point -> point.value(MetricKey.parse("concurrency")), point -> point.value(key)));
    }

    /** Speed for one user against output of the machine; the line joins the trials that no other beats in both. */
    private static Chart pareto(Sweep sweep) {
        ToDoubleFunction<SweepPoint> user = point -> MILLIS_PER_SECOND / point.value(MetricKey.parse("tpot.p50"));
        ToDoubleFunction<SweepPoint> machine = point ->
                point.value(MetricKey.parse("throughput.output")) / sweep.gpus().orElse(1);
        List<SweepPoint> known = sweep.points().stream()
                .filter(point ->
                        Double.isFinite(user.applyAsDouble(point)) && Double.isFinite(machine.applyAsDouble(point)))
                .toList();
        List<SweepPoint> front = known.stream()
                .filter(point -> known.stream()
                        .noneMatch(other -> user.applyAsDouble(other) >= user.applyAsDouble(point)
                                && machine.applyAsDouble(other) >= machine.applyAsDouble(point)
                                && user.applyAsDouble(other) + machine.applyAsDouble(other)
                                        > user.applyAsDouble(point) + machine.applyAsDouble(point)))
                .sorted(Comparator.comparingDouble(user))
                .toList();
        String per = sweep.gpus().isPresent() ? "GPU" : "server";
        return Chart.of(
                "Pareto front",
                "Speed for one user (1 / tpot.p50) against output of the " + per
                        + "; the line joins the trials that no other beats in both."
                        + (sweep.gpus().isPresent() ? "" : " How many GPUs the server has is not known."),
                Axis.linear("speed for one user", "tokens/s"),
                Axis.linear("output of a " + per, "tokens/s"),
                List.of(
                        series("trials", Series.Look.POINTS, known, user, machine),
                        Series.line("front", column(front, user), column(front, machine))));
    }

    private static List<Series> lines(Sweep sweep, ToDoubleFunction<SweepPoint> x, ToDoubleFunction<SweepPoint> y) {
        List<Series> lines = new ArrayList<>();
        sweep.lines().forEach((name, points) -> {
            List<SweepPoint> known = points.stream()
                    .filter(point -> Double.isFinite(x.applyAsDouble(point)) && Double.isFinite(y.applyAsDouble(point)))
                    .toList();
            lines.add(series(name, Series.Look.MARKED, known, x, y));
        });
        return lines;
    }

    private static Series series(
            String name,
            Series.Look look,
            List<SweepPoint> points,
            ToDoubleFunction<SweepPoint> x,
            ToDoubleFunction<SweepPoint> y) {
        return new Series(
                name,
                look,
                column(points, x),
                column(points, y),
                points.stream().map(SweepPoint::label).toList());
    }

    private static DoubleSeries column(List<SweepPoint> points, ToDoubleFunction<SweepPoint> value) {
        return DoubleSeries.of(points.stream().mapToDouble(value));
    }
}
