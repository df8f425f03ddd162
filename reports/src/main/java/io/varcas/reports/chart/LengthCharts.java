package io.varcas.reports.chart;

import io.varcas.metric.Distribution;
import io.varcas.metric.Metric;
import io.varcas.reports.DoubleSeries;
import io.varcas.reports.log.ScatterPoint;
import io.varcas.reports.log.TrialLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Lengths of prompts and outputs, and the latencies that depend on them. */
public final class LengthCharts {

    private static final int BARS = 24;

    private LengthCharts() {}

    /** Returns the charts that have something to show. */
    public static List<Chart> of(TrialLog log) {
        Stream<Chart> dependent = Stream.of(
                dots(
                        log,
                        "TTFT against prompt length",
                        "prompt",
                        ScatterPoint::promptTokens,
                        Axis.log("TTFT", "ms"),
                        ScatterPoint::ttftMillis),
                dots(
                        log,
                        "E2E against output length",
                        "output",
                        ScatterPoint::outputTokens,
                        Axis.linear("E2E", "ms"),
                        ScatterPoint::e2eMillis));
        Stream<Chart> lengths = Stream.of(
                        histogram(log, "Prompt lengths", "prompt", Metric.TOKENS_INPUT),
                        histogram(log, "Output lengths", "output", Metric.TOKENS_OUTPUT))
                .flatMap(Optional::stream);
        return Stream.concat(dependent, lengths)
                .filter(chart -> !chart.isEmpty())
                .toList();
    }

    private static Chart dots(
            TrialLog log,
            String title,
            String length,
            ToDoubleFunction<ScatterPoint> tokens,
            Axis latency,
            ToDoubleFunction<ScatterPoint> millis) {
        return Chart.of(
                title,
                "Each dot is a completed request; of many requests, some evenly picked.",
                Axis.linear(length, "tokens"),
                latency,
                List.of(Series.dots(
                        "single requests",
                        DoubleSeries.of(log.dots().stream().mapToDouble(tokens)),
                        DoubleSeries.of(log.dots().stream().mapToDouble(millis)))));
    }

    private static Optional<Chart> histogram(TrialLog log, String title, String length, Metric metric) {
        Distribution samples = log.distributions().get(metric);
        if (samples == null || samples.finite() == 0) {
            return Optional.empty();
        }
        double least = samples.quantile(Double.MIN_NORMAL, true).orElse(0);
        double most = samples.quantile(1, true).orElse(least);
        double width = width((most - least) / BARS);
        double from = Math.floor(least / width) * width;
        double[] counts = new double[(int) ((most - from) / width) + 1];
        for (Distribution.Bucket bucket : samples.buckets()) {
            int bar = (int) ((bucket.from() - from) / width);
            counts[Math.max(0, Math.min(counts.length - 1, bar))] += bucket.count();
        }
        List<Double> edges = new ArrayList<>();
        List<Double> heights = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            edges.add(from + i * width);
            heights.add(counts[i]);
        }
        edges.add(from + counts.length * width);
        heights.add(counts[counts.length - 1]);
        return Optional.of(Chart.of(
                title,
                "Completed requests of the measurement phase, in bars of " + (long) width
                        + (width == 1 ? " token." : " tokens."),
                Axis.linear(length, "tokens"),
                Axis.linear("requests", ""),
                List.of(Series.of("requests", Series.Look.STEPS, column(edges), column(heights)))));
    }

    /** The next larger of 1, 2 and 5 times a power of ten. */
    private static double width(double wanted) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1, wanted))));
        double digit = wanted / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }

    private static DoubleSeries column(List<Double> values) {
        return DoubleSeries.of(values.stream().mapToDouble(Double::doubleValue));
    }
}
