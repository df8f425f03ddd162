package io.varcas.reports.chart;

import io.varcas.metric.Distribution;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.Statistic;
import io.varcas.reports.DoubleSeries;
import io.varcas.reports.JudgedObjective;
import io.varcas.reports.log.TrialLog;
import io.varcas.result.TrialResult;
import io.varcas.sla.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Distributions of latencies over the measurement phase. */
public final class LatencyCharts {

    private static final List<Metric> SHOWN = List.of(
            Metric.TTFT,
            Metric.TTFT_SERVICE,
            Metric.TTFA,
            Metric.E2E,
            Metric.E2E_SERVICE,
            Metric.TPOT,
            Metric.ITL,
            Metric.STALL_MAX);
    private static final Axis MILLIS = Axis.log("latency", "ms");

    /** Points for each halving of the distance to 100 %, as HdrHistogram's percentile files have them. */
    private static final int TICKS_A_HALVING = 5;

    private static final int SAMPLES_BEYOND = 10;
    private static final int CDF_POINTS = 200;

    private LatencyCharts() {}

    /**
     * Returns the percentiles on a scale that gives each nine the same room; failures count as infinitely slow, so a
     * line that ends early says so.
     */
    public static Chart percentiles(TrialResult trial, TrialLog log) {
        List<Series> series = new ArrayList<>();
        each(trial, log, (metric, samples) -> series.add(percentiles(metric, samples)));
        return new Chart(
                "Latency by percentile",
                "Each nine takes the same room. Lines end where fewer than ten samples lie beyond, or where failed"
                        + " requests begin: a failure is infinitely slow.",
                new Axis("percentile", "%", Axis.Scale.TAIL),
                MILLIS,
                series,
                List.of(),
                bounds(trial));
    }

    /** Returns the share of the samples at or below a latency. */
    public static Chart cumulative(TrialResult trial, TrialLog log) {
        List<Series> series = new ArrayList<>();
        each(trial, log, (metric, samples) -> series.add(cumulative(metric, samples)));
        return Chart.of(
                "Cumulative distribution",
                "Share of the samples at or below a latency. A line that stays below 100 % is missing the failed requests.",
                MILLIS,
                Axis.linear("share of samples", "%"),
                series);
    }

    /** Takes a metric and its samples. */
    private interface Taking {
        void take(Metric metric, Distribution samples);
    }

    private static void each(TrialResult trial, TrialLog log, Taking taking) {
        for (Metric metric : SHOWN) {
            Distribution samples = log.distributions().get(metric);
            boolean measured = trial.metrics()
                    .find(new MetricKey(metric, false, Statistic.MEAN))
                    .isPresent();
            if (measured && samples != null && samples.finite() > 0) {
                taking.take(metric, samples);
            }
        }
    }

    private static Series percentiles(Metric metric, Distribution samples) {
        long n = samples.finite() + samples.infinite();
        List<double[]> points = new ArrayList<>();
        double step = Math.pow(2, -1.0 / TICKS_A_HALVING);
        for (double beyond = 1; beyond * n >= SAMPLES_BEYOND || beyond == 1; beyond *= step) {
            OptionalDouble value = samples.quantile(Math.max(1 - beyond, 1e-9), false);
            if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
                points.add(new double[] {1 / beyond, value.getAsDouble()});
            }
        }
        return Series.line(metric.label(), column(points, point -> point[0]), column(points, point -> point[1]));
    }

    private static Series cumulative(Metric metric, Distribution samples) {
        long n = samples.finite() + samples.infinite();
        List<double[]> points = new ArrayList<>();
        for (int i = 1; i <= CDF_POINTS; i++) {
            double q = (double) i / CDF_POINTS * samples.finite() / n;
            points.add(new double[] {samples.quantile(q, false).orElse(Double.NaN), 100 * q});
        }
        return Series.line(metric.label(), column(points, point -> point[0]), column(points, point -> point[1]));
    }

    private static List<ReferenceLine> bounds(TrialResult trial) {
        List<ReferenceLine> rules = new ArrayList<>();
        trial.objectives().forEach(verdict -> {
            Objective objective = verdict.objective();
            if (objective.direction() == Objective.Direction.AT_MOST
                    && objective
                            .measuredKey()
                            .filter(key -> SHOWN.contains(key.metric()))
                            .isPresent()) {
                rules.add(new ReferenceLine(false, objective.bound(), JudgedObjective.claim(objective)));
            }
        });
        return rules;
    }

    private static DoubleSeries column(List<double[]> points, ToDoubleFunction<double[]> value) {
        return DoubleSeries.of(points.stream().mapToDouble(value));
    }
}
