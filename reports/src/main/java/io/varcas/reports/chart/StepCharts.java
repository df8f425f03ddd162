package io.varcas.reports.chart;

import io.varcas.reports.DoubleSeries;
import io.varcas.reports.tune.StepWords;
import io.varcas.tune.step.StepCell;
import io.varcas.tune.step.StepConfig;
import io.varcas.tune.step.StepMetric;
import io.varcas.tune.step.StepProfile;
import io.varcas.tune.step.StepTimes;
import io.varcas.tune.step.TimeSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The charts of a step profile: latency, throughput, memory, queue, efficiency and utilization. */
public final class StepCharts {

    private static final double PERCENT = 100;

    private final StepProfile profile;

    /** Cells of the same kind, prompt and context, in the order of their batch: the lines of the charts. */
    private final Map<String, List<StepCell>> lines = new LinkedHashMap<>();

    private final boolean overBatch;

    private StepCharts(StepProfile profile) {
        this.profile = profile;
        for (StepCell cell : profile.measured()) {
            lines.computeIfAbsent(line(cell.config()), name -> new ArrayList<>())
                    .add(cell);
        }
        overBatch = lines.values().stream()
                .anyMatch(cells -> cells.stream()
                                .mapToInt(cell -> cell.config().batch())
                                .distinct()
                                .count()
                        > 1);
        lines.values()
                .forEach(cells -> cells.sort(
                        (a, b) -> Integer.compare(a.config().batch(), b.config().batch())));
    }

    /** Returns the charts that have something to show: over the batch if it varies, else over the cells. */
    public static List<Chart> of(StepProfile profile) {
        StepCharts charts = new StepCharts(profile);
        List<Chart> all = new ArrayList<>();
        StepWords.charted().forEach(kind -> all.add(charts.latency(kind)));
        all.add(charts.chart(
                "Throughput",
                "Tokens processed in the measured time.",
                "throughput",
                "tokens/s",
                StepMetric.TOKENS_PER_SECOND));
        all.add(charts.chart("KV memory", "Greatest use of the KV pool.", "KV use", "%", StepMetric.KV_USAGE_MAX));
        all.add(charts.chart(
                "GPU memory",
                "Greatest memory in use, all GPUs together.",
                "memory",
                "MiB",
                StepMetric.GPU_MEMORY_MAX));
        all.add(charts.chart(
                "Queue",
                "Most requests that ran and that waited at once.",
                "requests",
                "",
                StepMetric.RUNNING_MAX,
                StepMetric.WAITING_MAX));
        all.add(charts.chart(
                "Efficiency",
                "Tokens/s of the batch as a share of B times those of one request alone, and the share of prompt"
                        + " tokens found in the cache.",
                "efficiency",
                "%",
                StepMetric.BATCH_EFFICIENCY,
                StepMetric.CACHE_HIT_RATE));
        all.add(charts.chart(
                "GPU utilization",
                "Mean share of the time in which a kernel ran.",
                "utilization",
                "%",
                StepMetric.GPU_UTILIZATION));
        return all.stream().filter(chart -> !chart.isEmpty()).toList();
    }

    private static String line(StepConfig cell) {
        return cell.kind().label()
                + (cell.kind().readsPrompts() ? " C" + cell.promptTokens() : "")
                + (cell.kind().decodes() ? " at " + cell.contextTokens() : "");
    }

    private Chart latency(StepTimes kind) {
        List<Series> series = new ArrayList<>();
        lines.forEach((name, cells) -> {
            List<StepCell> known =
                    cells.stream().filter(cell -> cell.find(kind).isPresent()).toList();
            series.add(marks(name, known, cell -> times(cell, kind).mean()));
            List<Double> x = new ArrayList<>();
            List<Double> y = new ArrayList<>();
            for (StepCell cell : known) {
                x.addAll(List.of(place(cell), place(cell), place(cell)));
                y.addAll(List.of(times(cell, kind).min(), times(cell, kind).max(), Double.NaN));
            }
            series.add(Series.of(name, Series.Look.WHISKERS, column(x), column(y)));
        });
        String title = kind == StepTimes.STEP ? "Latency of a decode step" : "Latency of prefill";
        return Chart.of(
                title, "Means; bars are from the least to the greatest.", x(), Axis.linear("time", "ms"), series);
    }

    private static TimeSummary times(StepCell cell, StepTimes kind) {
        return cell.find(kind).orElseThrow();
    }

    private Chart chart(String title, String note, String label, String unit, StepMetric... metrics) {
        List<Series> series = new ArrayList<>();
        for (StepMetric metric : metrics) {
            double factor = unit.equals("%") ? PERCENT : 1;
            lines.forEach((name, cells) -> series.add(marks(
                    metrics.length == 1 ? name : metric.title() + ", " + name,
                    cells.stream().filter(cell -> cell.find(metric).isPresent()).toList(),
                    cell -> factor * cell.find(metric).orElseThrow())));
        }
        return Chart.of(title, note, x(), Axis.linear(label, unit), series);
    }

    private Series marks(String name, List<StepCell> cells, ToDoubleFunction<StepCell> value) {
        return new Series(
                name,
                overBatch ? Series.Look.MARKED : Series.Look.POINTS,
                DoubleSeries.of(cells.stream().mapToDouble(this::place)),
                DoubleSeries.of(cells.stream().mapToDouble(value)),
                overBatch
                        ? List.of() // the line and the axis say it
                        : cells.stream().map(cell -> cell.config().name()).toList());
    }

    private double place(StepCell cell) {
        return overBatch ? cell.config().batch() : profile.measured().indexOf(cell);
    }

    private Axis x() {
        return overBatch
                ? Axis.log("B", "requests")
                : Axis.named(
                        "cell",
                        profile.measured().stream()
                                .map(cell -> cell.config().name())
                                .toList());
    }

    private static DoubleSeries column(List<Double> values) {
        return DoubleSeries.of(values.stream().mapToDouble(Double::doubleValue));
    }
}
