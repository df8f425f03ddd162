package io.varcas.reports.chart;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.Statistic;
import io.varcas.reports.DoubleSeries;
import io.varcas.reports.log.PercentileLine;
import io.varcas.reports.log.Percentiles;
import io.varcas.reports.log.ScatterPoint;
import io.varcas.reports.log.TimeCourse;
import io.varcas.reports.log.TimeRange;
import io.varcas.reports.log.TrialLog;
import io.varcas.result.TrialResult;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** A trial over time, with its warm-up and its iterations marked. */
public final class TimeCharts {

    private static final Axis TIME = Axis.linear("time", "s");

    /** A line of fewer points is none. */
    private static final int FEWEST_POINTS = 2;

    private static final int MOST_ERRORS = 6;

    private final TrialResult trial;
    private final TrialLog log;
    private final TimeCourse course;

    /** Creates the charts of a trial. */
    public TimeCharts(TrialResult trial, TrialLog log) {
        this.trial = trial;
        this.log = log;
        course = log.course();
    }

    /** Returns every chart that has something to show. */
    public List<Chart> all() {
        List<Chart> charts = new ArrayList<>();
        charts.add(rates());
        latency("TTFT over time", List.of(Metric.TTFT), ScatterPoint::ttftMillis)
                .ifPresent(charts::add);
        latency("TTFT from the actual send over time", List.of(Metric.TTFT_SERVICE), ScatterPoint::ttftMillis)
                .ifPresent(charts::add);
        latency("TPOT and ITL over time", List.of(Metric.TPOT, Metric.ITL), ScatterPoint::tpotMillis)
                .ifPresent(charts::add);
        latency("E2E over time", List.of(Metric.E2E), ScatterPoint::e2eMillis).ifPresent(charts::add);
        latency("E2E from the actual send over time", List.of(Metric.E2E_SERVICE), ScatterPoint::e2eMillis)
                .ifPresent(charts::add);
        charts.add(concurrency());
        charts.add(tokens());
        charts.add(errors());
        return charts.stream().filter(chart -> !chart.isEmpty()).toList();
    }

    /** Offered, completed and failed requests a second. */
    public Chart rates() {
        DoubleSeries x = course.atSeconds();
        List<Series> series = new ArrayList<>(List.of(
                Series.line("completed", x, course.completed()),
                Series.thin("offered", x, course.offered()).in(Series.Tone.MUTED)));
        if (course.failed().stream().anyMatch(rate -> rate > 0)) {
            series.add(Series.line("failed", x, course.failed()).in(Series.Tone.FAILED));
        }
        return over(
                "Offered against completed",
                "Requests a second: due by the schedule, completed, failed. A completed line below the offered one is"
                        + " a server that falls behind. " + width(),
                "requests",
                "req/s",
                series);
    }

    /** Returns the failed requests a second, by kind and message. */
    public Chart errors() {
        List<Map.Entry<String, DoubleSeries>> kinds = course.errors().entrySet().stream()
                .sorted(Comparator.comparingDouble(
                        kind -> -kind.getValue().present().sum()))
                .toList();
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < kinds.size() && i < MOST_ERRORS; i++) {
            Series line = Series.line(
                    kinds.get(i).getKey(), course.atSeconds(), kinds.get(i).getValue());
            series.add(i == 0 ? line.in(Series.Tone.FAILED) : line);
        }
        int more = kinds.size() - series.size();
        return over(
                "Errors over time",
                "Failed requests a second, by kind and message"
                        + (more > 0 ? "; the " + more + " rarest kinds are in the request log only" : "") + ". "
                        + width(),
                "failed requests",
                "req/s",
                series);
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
                "tok/s",
                List.of(Series.line("output tokens", course.atSeconds(), course.outputTokens())));
    }

    private Optional<Chart> latency(String title, List<Metric> metrics, ToDoubleFunction<ScatterPoint> single) {
        List<Metric> measured = metrics.stream()
                .filter(metric -> course.latencies().containsKey(metric)
                        && trial.metrics()
                                .find(new MetricKey(metric, false, Statistic.MEAN))
                                .isPresent())
                .toList();
        List<Series> series = new ArrayList<>();
        List<ReferenceLine> rules = new ArrayList<>();
        Set<String> widths = new LinkedHashSet<>();
        for (Metric metric : measured) {
            series.addAll(lines(metric, metrics.size() > 1, widths));
            rules.addAll(LatencyCharts.bounds(trial, metric));
        }
        if (measured.isEmpty()) {
            return Optional.empty();
        }
        series.add(Series.dots(
                        "single requests",
                        DoubleSeries.of(log.dots().stream().mapToDouble(ScatterPoint::atSeconds)),
                        DoubleSeries.of(log.dots().stream().mapToDouble(single)))
                .in(Series.Tone.MUTED));
        String when = measured.contains(Metric.ITL)
                ? "Requests by when they were due, gaps by when they ended. "
                : "Requests by when they were due. ";
        String bins = widths.isEmpty() ? "" : "Bins: " + String.join(", ", widths) + ".";
        return Optional.of(
                over(title, when + bins, Axis.log("latency", "ms"), series).withRules(rules));
    }

    /** Median and p95 of a metric, or p90 if there are too few requests for a p95; p99 and the maximum are hidden. */
    private List<Series> lines(Metric metric, boolean named, Set<String> widths) {
        Percentiles over = Objects.requireNonNull(course.latencies().get(metric));
        String prefix = named ? metric.label().toUpperCase(Locale.ROOT) + " " : "";
        boolean wide = over.p95().points() >= FEWEST_POINTS;
        List<Series> lines = new ArrayList<>();
        lines.add(line(prefix + "p50", over.p50(), widths));
        lines.add(line(prefix + (wide ? "p95" : "p90"), wide ? over.p95() : over.p90(), widths));
        if (over.p99().points() >= FEWEST_POINTS) {
            lines.add(line(prefix + "p99", over.p99(), new LinkedHashSet<>()).hidden());
        }
        lines.add(Series.thin(prefix + "max", course.atSeconds(), over.max()).hidden());
        return lines;
    }

    private static Series line(String name, PercentileLine line, Set<String> widths) {
        if (line.points() > 0) {
            widths.add(NumberText.exact(line.widthSeconds()) + " s for " + name);
        }
        return Series.line(name, line.atSeconds(), line.values());
    }

    private Chart over(String title, String note, String label, String unit, List<Series> series) {
        return over(title, note, Axis.linear(label, unit), series);
    }

    private Chart over(String title, String note, Axis y, List<Series> series) {
        return Chart.of(title, note, TIME, y, series).withBands(bands(course.stretches()));
    }

    private String width() {
        return "Bins of " + NumberText.exact(course.widthSeconds()) + " s.";
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
                ? "iteration " + (stretch.index() + 1)
                : stretch.kind().label();
    }
}
