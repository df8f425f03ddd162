package io.varcas.reports.data;

import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import io.varcas.stats.Interval;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One row for each metric of each trial, RFC 4180: {@code Benchmark,Mode,Metric,Unit,Origin,N,Failed}, the statistics, and one column for each
 * parameter. What was predicted has rows of its own, by their origin. A cell is empty where nothing was measured; a measured percentile that the sample is too small for is empty too.
 */
public final class CsvReport implements ReportFormat {

    /** Statistics that have confidence intervals, at 95 %. */
    private static final List<Statistic> INTERVALS = List.of(
            Statistic.MEAN,
            Statistic.P50,
            Statistic.P90,
            Statistic.P95,
            Statistic.P99,
            Statistic.P999,
            Statistic.VALUE);

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public String description() {
        return "one row for each metric of each trial, for spreadsheets";
    }

    @Override
    public void write(ResultBundle bundle, OutputStream out) throws IOException {
        Set<String> params = new LinkedHashSet<>();
        bundle.result().trials().forEach(trial -> params.addAll(trial.params().keySet()));
        StringBuilder text = new StringBuilder();
        List<String> heads = new ArrayList<>(List.of("Benchmark", "Mode", "Metric", "Unit", "Origin", "N", "Failed"));
        for (Statistic statistic : Statistic.values()) {
            heads.add(statistic.label());
        }
        INTERVALS.forEach(statistic -> heads.addAll(List.of(statistic.label() + ".low", statistic.label() + ".high")));
        params.forEach(param -> heads.add("Param: " + param));
        line(text, heads);
        for (TrialResult trial : bundle.result().trials()) {
            for (MetricSummary summary : measuredAndPredicted(trial)) {
                line(text, row(trial, summary, params));
            }
        }
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<MetricSummary> measuredAndPredicted(TrialResult trial) {
        List<MetricSummary> metrics = new ArrayList<>(trial.metrics().all());
        trial.prediction()
                .ifPresent(prediction -> metrics.addAll(prediction.metrics().all()));
        return metrics;
    }

    private static List<String> row(TrialResult trial, MetricSummary summary, Set<String> params) {
        List<String> row = new ArrayList<>(List.of(
                trial.benchmark(),
                trial.users().isPresent() ? "closed" : "open",
                summary.block(),
                summary.unit().symbol(),
                summary.origin().label(),
                String.valueOf(summary.n()),
                summary.metric().countsFailures() ? String.valueOf(summary.failed()) : ""));
        for (Statistic statistic : Statistic.values()) {
            row.add(
                    summary.get(statistic).isPresent()
                                    && (summary.origin() == Origin.PREDICTED || summary.supports(statistic))
                            ? String.valueOf(summary.get(statistic).getAsDouble())
                            : "");
        }
        for (Statistic statistic : INTERVALS) {
            Optional<Interval> interval = summary.interval(statistic);
            row.add(interval.map(Interval::low).map(String::valueOf).orElse(""));
            row.add(interval.map(Interval::high).map(String::valueOf).orElse(""));
        }
        params.forEach(param -> row.add(trial.params().getOrDefault(param, "")));
        return row;
    }

    /** Appends a row. */
    static void line(StringBuilder text, List<String> cells) {
        text.append(cells.stream().map(CsvReport::cell).collect(Collectors.joining(",")))
                .append("\r\n");
    }

    /** Quotes a cell that needs it; a leading sign that spreadsheets take for a formula is quoted away with an apostrophe. */
    private static String cell(String value) {
        String safe = !value.isEmpty()
                        && "=+-@\t\r".indexOf(value.charAt(0)) >= 0
                        && !value.matches("-?[0-9.E+-]+|-?Infinity")
                ? "'" + value
                : value;
        return safe.matches("(?s).*[\",\r\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
