package io.varcas.reports.chart;

import io.varcas.metric.DisplayUnit;
import io.varcas.metric.MetricKey;
import io.varcas.reports.DoubleSeries;
import io.varcas.reports.sweep.Capacity;
import io.varcas.reports.sweep.Knee;
import io.varcas.reports.sweep.Sweep;
import io.varcas.reports.sweep.SweepPoint;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import io.varcas.stats.Interval;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The trials of a sweep beside each other. */
public final class SweepCharts {

    private static final double MILLIS_PER_SECOND = 1e3;
    private static final MetricKey TPOT = MetricKey.parse("tpot.p50");
    private static final MetricKey OUTPUT = MetricKey.parse("throughput.output");
    private static final MetricKey REQUESTS = MetricKey.parse("throughput.requests");
    private static final MetricKey GOODPUT = MetricKey.parse("goodput");
    private static final MetricKey IN_FLIGHT = MetricKey.parse("concurrency");

    /** Latencies with an objective that get a chart of their own; the matrix shows all. */
    private static final int MOST_LATENCIES = 4;

    /** Ratio of the greatest to the least place from which an axis is logarithmic. */
    private static final double WIDE = 20;

    private final Sweep sweep;

    private SweepCharts(Sweep sweep) {
        this.sweep = sweep;
    }

    /** Returns the charts that decide: latencies and rates over the axis, the Pareto front; those that have at least two trials to show. */
    public static List<Chart> of(Sweep sweep) {
        SweepCharts charts = new SweepCharts(sweep);
        List<Chart> all = new ArrayList<>();
        if (sweep.points().stream().noneMatch(point -> Double.isNaN(sweep.place(point)))) {
            charts.latencies().forEach(key -> all.add(charts.curve(key)));
            all.add(charts.rates());
        }
        all.add(charts.latency(sweep.ttft(), "Throughput and TTFT"));
        all.add(charts.pareto());
        return drawn(all);
    }

    /** Returns the other charts: speed and batch. */
    public static List<Chart> more(Sweep sweep) {
        SweepCharts charts = new SweepCharts(sweep);
        return drawn(List.of(
                charts.latency(TPOT, "Throughput and TPOT"),
                charts.batch(OUTPUT, "Throughput by requests in flight"),
                charts.batch(TPOT, "TPOT by requests in flight")));
    }

    private static List<Chart> drawn(List<Chart> charts) {
        return charts.stream().filter(chart -> !chart.isEmpty()).toList();
    }

    /** Returns the latencies that objectives bound, or TTFT and TPOT if there are none. */
    private List<MetricKey> latencies() {
        List<MetricKey> bounded = objectives()
                .flatMap(objective -> objective.measuredKey().stream())
                .filter(key -> key.metric().shape().isDistribution())
                .distinct()
                .limit(MOST_LATENCIES)
                .toList();
        return bounded.isEmpty() ? List.of(sweep.ttft(), TPOT) : bounded;
    }

    private Stream<Objective> objectives() {
        return sweep.points().stream()
                .flatMap(point -> point.trial().objectives().stream())
                .map(Verdict::objective);
    }

    /** A latency over the axis, with its interval, objective, prediction, and the knee. */
    private Chart curve(MetricKey key) {
        ToDoubleFunction<SweepPoint> value = point -> point.value(key);
        List<Series> series = new ArrayList<>(lines(sweep::place, value));
        sweep.lines().forEach((name, points) -> series.add(intervals(name, points, key)));
        series.add(predicted(key));
        List<ReferenceLine> rules = new ArrayList<>();
        objectives()
                .filter(objective -> objective.measuredKey().filter(key::equals).isPresent())
                .map(Objective::bound)
                .distinct()
                .forEach(bound -> rules.add(new ReferenceLine(
                        false,
                        bound,
                        "objective " + DisplayUnit.of(key.metric(), bound).bound(bound))));
        rules.addAll(marks());
        return Chart.of(
                        key.label() + " over " + sweep.axis(),
                        "Bars are 95 % confidence intervals." + missing(key) + knee(),
                        axis(sweep.axis(), "", sweep::place),
                        axis(key.label(), DisplayUnit.of(key.metric()).symbol(), value),
                        series)
                .withRules(rules);
    }

    /** Rates over the axis: what was done, and what was done within the objectives. */
    private Chart rates() {
        List<Series> series = new ArrayList<>();
        for (MetricKey key : List.of(REQUESTS, GOODPUT)) {
            ToDoubleFunction<SweepPoint> value = point -> point.value(key);
            sweep.lines().forEach((line, points) -> {
                String name = sweep.others().isEmpty() ? key.title() : key.title() + ", " + line;
                List<SweepPoint> valid =
                        points.stream().filter(SweepPoint::isValid).toList();
                series.add(new Series(
                        name, Series.Look.MARKED, column(valid, sweep::place), column(valid, value), List.of()));
                series.add(intervals(name, points, key));
            });
        }
        series.add(invalid(sweep::place, point -> point.value(REQUESTS)));
        return Chart.of(
                        "Throughput and goodput over " + sweep.axis(),
                        "Requests completed each second, and those of them that kept every per-request bound. Bars are"
                                + " 95 % confidence intervals.",
                        axis(sweep.axis(), "", sweep::place),
                        Axis.linear("rate", DisplayUnit.of(REQUESTS.metric()).symbol()),
                        series)
                .withRules(marks());
    }

    /** Intervals in the colour of their line. */
    private Series intervals(String line, List<SweepPoint> points, MetricKey key) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (SweepPoint point : points) {
            point.interval(key).filter(Interval::isBounded).ifPresent(interval -> {
                double place = sweep.place(point);
                x.addAll(List.of(place, place, place));
                y.addAll(List.of(interval.low(), interval.high(), Double.NaN));
            });
        }
        return Series.of(line, Series.Look.WHISKERS, column(x), column(y));
    }

    private Series predicted(MetricKey key) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        sweep.lines().values().forEach(line -> {
            line.stream().filter(point -> Double.isFinite(point.predicted(key))).forEach(point -> {
                x.add(sweep.place(point));
                y.add(point.predicted(key));
            });
            x.add(x.isEmpty() ? 0 : x.get(x.size() - 1));
            y.add(Double.NaN);
        });
        return Series.thin("predicted", column(x), column(y));
    }

    /** Vertical lines at the most load within the objectives and at the knee; of a sweep of several lines they would be too many. */
    private List<ReferenceLine> marks() {
        if (!sweep.others().isEmpty() || !sweep.isOverLoad()) {
            return List.of();
        }
        List<ReferenceLine> marks = new ArrayList<>();
        Capacity.of(sweep.points())
                .best()
                .ifPresent(best -> marks.add(new ReferenceLine(true, sweep.place(best), "highest met")));
        Knee.of(sweep.points())
                .filter(knee -> marks.stream().noneMatch(mark -> mark.at() == sweep.place(knee)))
                .ifPresent(knee -> marks.add(new ReferenceLine(true, sweep.place(knee), "knee")));
        return marks;
    }

    private String knee() {
        return sweep.others().isEmpty()
                        && sweep.isOverLoad()
                        && Knee.of(sweep.points()).isPresent()
                ? " The knee is the load with the most throughput for its e2e.p50 ("
                        + Knee.of(sweep.points()).map(SweepPoint::label).orElse("") + ")."
                : "";
    }

    /** Names the trials without a mark, and why they have none. */
    private String missing(MetricKey key) {
        return sentence("Infinite because of failed requests", point -> Double.isInfinite(point.value(key)))
                + sentence(
                        "Too few samples for " + key.label(),
                        point -> Double.isNaN(point.value(key))
                                && point.trial().metrics().find(key).isPresent());
    }

    private String sentence(String why, Predicate<SweepPoint> which) {
        String labels =
                sweep.points().stream().filter(which).map(SweepPoint::label).collect(Collectors.joining(", "));
        return labels.isEmpty() ? "" : " " + why + ", so not drawn: " + labels + ".";
    }

    private Axis axis(String label, String unit, ToDoubleFunction<SweepPoint> value) {
        double[] values = sweep.points().stream()
                .mapToDouble(value)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        boolean wide = values.length > 1 && values[0] > 0 && values[values.length - 1] / values[0] >= WIDE;
        return wide ? Axis.log(label, unit) : Axis.linear(label, unit);
    }

    /** Latency of users at the throughput of the server: right and low is good. */
    private Chart latency(MetricKey key, String title) {
        return Chart.of(
                title,
                "Each mark is a trial; further right is more work done, lower is less waiting." + missing(key),
                Axis.linear("throughput", "tok/s"),
                axis(key.label(), DisplayUnit.of(key.metric()).symbol(), point -> point.value(key)),
                lines(point -> point.value(OUTPUT), point -> point.value(key)));
    }

    private Chart batch(MetricKey key, String title) {
        return Chart.of(
                title,
                "Mean requests in flight over the measurement phase, which is the batch that the server could build.",
                Axis.linear("in flight", "requests"),
                Axis.linear(key.label(), DisplayUnit.of(key.metric()).symbol()),
                lines(point -> point.value(IN_FLIGHT), point -> point.value(key)));
    }

    /** Speed for one user against output of the machine; the line joins the trials that no other beats in both. */
    private Chart pareto() {
        ToDoubleFunction<SweepPoint> user = point -> MILLIS_PER_SECOND / point.value(TPOT);
        ToDoubleFunction<SweepPoint> machine =
                point -> point.value(OUTPUT) / sweep.gpus().orElse(1);
        List<SweepPoint> known = sweep.points().stream()
                .filter(SweepPoint::isValid)
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
                        + "; the line joins the valid trials that no other beats in both."
                        + (sweep.gpus().isPresent() ? "" : " How many GPUs the server has is not known."),
                Axis.linear("speed for one user", "tok/s"),
                Axis.linear("output of a " + per, "tok/s"),
                List.of(
                        series("trials", Series.Look.POINTS, known, user, machine),
                        Series.line("front", column(front, user), column(front, machine))));
    }

    /** Valid trials joined by lines, and the invalid ones apart. */
    private List<Series> lines(ToDoubleFunction<SweepPoint> x, ToDoubleFunction<SweepPoint> y) {
        List<Series> lines = new ArrayList<>();
        sweep.lines()
                .forEach((name, points) -> lines.add(series(
                        name, Series.Look.MARKED, finite(points.stream().filter(SweepPoint::isValid), x, y), x, y)));
        lines.add(invalid(x, y));
        return lines;
    }

    private Series invalid(ToDoubleFunction<SweepPoint> x, ToDoubleFunction<SweepPoint> y) {
        return series(
                        "INVALID",
                        Series.Look.POINTS,
                        finite(sweep.points().stream().filter(point -> !point.isValid()), x, y),
                        x,
                        y)
                .in(Series.Tone.MUTED);
    }

    private static List<SweepPoint> finite(
            Stream<SweepPoint> points, ToDoubleFunction<SweepPoint> x, ToDoubleFunction<SweepPoint> y) {
        return points.filter(
                        point -> Double.isFinite(x.applyAsDouble(point)) && Double.isFinite(y.applyAsDouble(point)))
                .toList();
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

    private static DoubleSeries column(List<Double> values) {
        return DoubleSeries.of(values.stream().mapToDouble(Double::doubleValue));
    }
}
