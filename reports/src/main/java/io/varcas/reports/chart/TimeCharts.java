package io.varcas.reports.chart;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.Statistic;
import io.varcas.reports.DoubleSeries;
import io.varcas.reports.JudgedObjective;
import io.varcas.reports.log.Percentiles;
import io.varcas.reports.log.ScatterPoint;
import io.varcas.reports.log.TimeCourse;
import io.varcas.reports.log.TimeRange;
import io.varcas.reports.log.TrialLog;
import io.varcas.result.TrialResult;
import io.varcas.sla.Objective;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A trial over time, with its warm-up and its windows marked. */
public final class TimeCharts {

    private static final Axis TIME = Axis.linear("time", "s");

    private static final double WORTH_DRAWING = 0.8;

    private final TrialResult trial;
    private final TrialLog log;
    private final TimeCourse course;
    private final String bins;

    /** Creates the charts of a trial. */
    public TimeCharts(TrialResult trial, TrialLog log) {
        this.trial = trial;
        this.log = log;
        course = log.course();
        bins = "Bins of " + NumberText.of(course.widthSeconds())
                + " s; a percentile is drawn where at least ten samples lie beyond it.";
    }

    /** Returns every chart that has something to show. */
    public List<Chart> all() {
        List<Chart> charts = new ArrayList<>();
        latency("TTFT over time", Metric.TTFT, ScatterPoint::ttftMillis).ifPresent(charts::add);
        latency("TTFT from the actual send over time", Metric.TTFT_SERVICE, ScatterPoint::ttftMillis)
                .ifPresent(charts::add);
        latency("TPOT over time", Metric.TPOT, ScatterPoint::tpotMillis).ifPresent(charts::add);
        latency("ITL over time", Metric.ITL, dot -> Double.NaN).ifPresent(charts::add);
        charts.add(rates());
        charts.add(concurrency());
        charts.add(tokens());
        return charts.stream().filter(chart -> !chart.isEmpty()).toList();
    }

    /** Offered, started, completed and failed requests a second. */
    public Chart rates() {
        DoubleSeries x = course.atSeconds();
        return over(
                "Offered against completed",
                "Requests a second: due by the schedule, completed, failed. A completed line below the offered one is a server that falls"
                        + " behind. " + width(),
                "requests",
                "1/s",
                List.of(
                        Series.thin("offered", x, course.offered()),
                        Series.line("completed", x, course.completed()),
                        Series.line("failed", x, course.failed())));
    }

    /** Returns the requests in flight. */
    public Chart concurrency() {
        return over(
                "Concurrency",
                "Requests in flight, time-weighted mean of each bin. " + width(),
                "requests in flight",
                "",
                List.of(Series.line("in flight", course.atSeconds(), course.concurrency())));
    }

    /** Returns the output tokens a second. */
    public Chart tokens() {
        return over(
                "Output tokens",
                "Output tokens that arrived, a second. " + width(),
                "tokens",
                "1/s",
                List.of(Series.line("output tokens", course.atSeconds(), course.outputTokens())));
    }

    private Optional<Chart> latency(String title, Metric metric, ToDoubleFunction<ScatterPoint> single) {
        Percentiles over = course.latencies().get(metric);
        boolean measured = trial.metrics()
                .find(new MetricKey(metric, false, Statistic.MEAN))
                .isPresent();
        if (over == null || !measured) {
            return Optional.empty();
        }
        DoubleSeries x = course.atSeconds();
        List<Series> series = new ArrayList<>();
        series.add(Series.line("p50", x, over.p50()));
        tail(over).ifPresent(series::add);
        series.add(Series.thin("max", x, over.max()));
        series.add(Series.dots(
                "single requests",
                DoubleSeries.of(log.dots().stream().mapToDouble(ScatterPoint::atSeconds)),
                DoubleSeries.of(log.dots().stream().mapToDouble(single))));
        String unit = metric.unit().symbol();
        String when = metric == Metric.ITL ? "Gaps by when they ended. " : "Requests by when they were due. ";
        return Optional.of(
                over(title, when + bins, Axis.log(metric.label(), unit), series).withRules(bounds(metric)));
    }

    /** The highest percentile that most bins have a sample for; a line of fragments says nothing. */
    private Optional<Series> tail(Percentiles over) {
        Map<String, DoubleSeries> tails = new LinkedHashMap<>();
        tails.put("p99", over.p99());
        tails.put("p95", over.p95());
        tails.put("p90", over.p90());
        long bins = over.max().present().count();
        return tails.entrySet().stream()
                .filter(tail -> tail.getValue().present().count() >= WORTH_DRAWING * bins)
                .findFirst()
                .map(tail -> Series.line(tail.getKey(), course.atSeconds(), tail.getValue()));
    }

    private List<ReferenceLine> bounds(Metric metric) {
        return trial.objectives().stream()
                .map(verdict -> verdict.objective())
                .filter(objective -> objective
                                .measuredKey()
                                .filter(key -> key.metric() == metric)
                                .isPresent()
                        && objective.direction() == Objective.Direction.AT_MOST)
                .map(objective -> new ReferenceLine(false, objective.bound(), JudgedObjective.claim(objective)))
                .toList();
    }

    private Chart over(String title, String note, String label, String unit, List<Series> series) {
        return over(title, note, Axis.linear(label, unit), series);
    }

    private Chart over(String title, String note, Axis y, List<Series> series) {
        return Chart.of(title, note, TIME, y, series).withBands(bands(course.stretches()));
    }

    private String width() {
        return "Bins of " + NumberText.of(course.widthSeconds()) + " s.";
    }

    static List<Band> bands(List<TimeRange> stretches) {
        boolean forks = stretches.stream().anyMatch(stretch -> stretch.fork() > 0);
        return stretches.stream()
                .map(stretch -> new Band(
                        stretch.fromSeconds(),
                        stretch.toSeconds(),
                        (forks ? "fork " + (stretch.fork() + 1) + " " : "") + label(stretch),
                        stretch.kind() == TimeRange.Kind.MEASURED))
                .toList();
    }

    private static String label(TimeRange stretch) {
        return stretch.kind() == TimeRange.Kind.MEASURED
                ? "window " + (stretch.index() + 1)
                : stretch.kind().label();
    }
}
