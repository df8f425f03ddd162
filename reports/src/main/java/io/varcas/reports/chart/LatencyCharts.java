package io.varcas.reports.chart;

import io.varcas.metric.Distribution;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Statistic;
import io.varcas.reports.DoubleSeries;
import io.varcas.reports.JudgedObjective;
import io.varcas.reports.log.TrialLog;
import io.varcas.result.TrialResult;
import io.varcas.sla.Objective;
import io.varcas.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Latencies of the measurement phase by percentile: one chart for TTFT, one for TPOT and ITL, one for E2E, each with its objectives and
 * confidence intervals. Failures count as infinitely slow, so a line that ends early shows them. Variants from the actual send and
 * without failed requests are there, and hidden until they are asked for.
 */
public final class LatencyCharts {

    /** Points for each halving of the distance to 100 %, as HdrHistogram's percentile files have them. */
    private static final int TICKS_A_HALVING = 5;

    private static final int SAMPLES_BEYOND = 10;

    /** The lowest percentile drawn: the least gap between two chunks of one read is next to nothing, and would stretch the axis. */
    private static final double LEAST = 0.05;

    private final TrialResult trial;
    private final TrialLog log;

    private LatencyCharts(TrialResult trial, TrialLog log) {
        this.trial = trial;
        this.log = log;
    }

    /** Returns the charts that have something to show. */
    public static List<Chart> of(TrialResult trial, TrialLog log) {
        LatencyCharts charts = new LatencyCharts(trial, log);
        return List.of(
                        charts.chart(
                                "TTFT by percentile", "ms", List.of(Metric.TTFT, Metric.TTFT_SERVICE, Metric.TTFA)),
                        charts.chart(
                                "TPOT and ITL by percentile", "ms", List.of(Metric.TPOT, Metric.ITL, Metric.STALL_MAX)),
                        charts.chart("E2E by percentile", "ms", List.of(Metric.E2E, Metric.E2E_SERVICE)))
                .stream()
                .filter(chart -> !chart.isEmpty())
                .toList();
    }

    private Chart chart(String title, String unit, List<Metric> metrics) {
        List<Metric> measured = metrics.stream().filter(this::isMeasured).toList();
        List<Series> series = new ArrayList<>();
        for (Metric metric : measured) {
            boolean shown = metric == measured.get(0) || metric == Metric.ITL;
            series.addAll(lines(metric, shown));
        }
        return new Chart(
                title,
                "Bars are 95 % confidence intervals. A line ends where fewer than ten samples lie beyond, or where"
                        + " failed requests begin: a failure is infinitely slow.",
                new Axis("percentile", "%", Axis.Scale.TAIL),
                Axis.log("latency", unit),
                series,
                List.of(),
                bounds(measured));
    }

    private boolean isMeasured(Metric metric) {
        Distribution samples = log.distributions().get(metric);
        return samples != null
                && samples.finite() > 0
                && trial.metrics()
                        .find(new MetricKey(metric, false, Statistic.MEAN))
                        .isPresent();
    }

    /** A metric with its intervals, and the same without failed requests if there are any. */
    private List<Series> lines(Metric metric, boolean shown) {
        Distribution samples = Objects.requireNonNull(log.distributions().get(metric));
        List<Series> lines = new ArrayList<>();
        Series line = percentiles(name(metric), samples, false);
        lines.add(shown ? line : line.hidden());
        intervals(metric, samples).map(bars -> shown ? bars : bars.hidden()).ifPresent(lines::add);
        if (samples.infinite() > 0) {
            lines.add(percentiles(name(metric) + " without failed requests", samples, true)
                    .hidden());
        }
        return lines;
    }

    private static String name(Metric metric) {
        return switch (metric) {
            case TTFT -> "TTFT";
            case TTFT_SERVICE -> "TTFT from the actual send";
            case TTFA -> "TTFA, the first text after reasoning";
            case E2E -> "E2E";
            case E2E_SERVICE -> "E2E from the actual send";
            case TPOT -> "TPOT";
            case ITL -> "ITL";
            case STALL_MAX -> "longest gap of a request";
            default -> metric.label();
        };
    }

    private static Series percentiles(String name, Distribution samples, boolean ok) {
        long n = samples.finite() + (ok ? 0 : samples.infinite());
        List<double[]> points = new ArrayList<>();
        double step = Math.pow(2, -1.0 / TICKS_A_HALVING);
        for (double beyond = 1; beyond * n >= SAMPLES_BEYOND || beyond == 1; beyond *= step) {
            OptionalDouble value = samples.quantile(Math.max(1 - beyond, LEAST), ok);
            if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
                points.add(new double[] {1 / beyond, value.getAsDouble()});
            }
        }
        return Series.line(name, column(points, point -> point[0]), column(points, point -> point[1]));
    }

    /** An interval that failed requests leave open reaches the largest sample. */
    private Optional<Series> intervals(Metric metric, Distribution samples) {
        Optional<MetricSummary> found = trial.metrics().find(new MetricKey(metric, false, Statistic.P50));
        double largest = samples.quantile(1, true).orElse(Double.NaN);
        List<double[]> points = new ArrayList<>();
        for (Statistic statistic : Statistic.ofDistribution()) {
            Optional<Interval> interval = found.flatMap(summary -> summary.interval(statistic));
            if (statistic.quantile().isPresent()
                    && interval.filter(one -> one.low() <= largest).isPresent()) {
                double place = 1 / (1 - statistic.quantile().getAsDouble());
                points.add(new double[] {place, interval.get().low()});
                points.add(new double[] {place, Math.min(interval.get().high(), largest)});
                points.add(new double[] {place, Double.NaN});
            }
        }
        return points.isEmpty()
                ? Optional.empty()
                : Optional.of(Series.of(
                        name(metric),
                        Series.Look.WHISKERS,
                        column(points, point -> point[0]),
                        column(points, point -> point[1])));
    }

    private List<ReferenceLine> bounds(List<Metric> metrics) {
        List<ReferenceLine> rules = new ArrayList<>();
        metrics.forEach(metric -> rules.addAll(bounds(trial, metric)));
        return rules;
    }

    /** Returns the upper bounds that objectives set to a metric. */
    static List<ReferenceLine> bounds(TrialResult trial, Metric metric) {
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

    private static DoubleSeries column(List<double[]> points, ToDoubleFunction<double[]> value) {
        return DoubleSeries.of(points.stream().mapToDouble(value));
    }
}
