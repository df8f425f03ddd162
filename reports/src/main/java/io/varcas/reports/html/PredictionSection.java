package io.varcas.reports.html;

import io.varcas.metric.DisplayUnit;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Statistic;
import io.varcas.profiler.Reading;
import io.varcas.reports.ServerReading;
import io.varcas.reports.chart.RooflineChart;
import io.varcas.reports.html.element.Badge;
import io.varcas.reports.html.element.ChartBook;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.result.PredictionResult;
import io.varcas.result.TrialResult;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Predicted against measured, and the roofline. */
final class PredictionSection {

    private PredictionSection() {}

    /** Returns the prediction of a trial that has one. */
    static List<Tag> of(String id, TrialResult trial, ChartBook book) {
        PredictionResult prediction = trial.prediction().orElseThrow();
        List<Tag> tags = new ArrayList<>();
        tags.add(Tag.of("h3", "Predicted against measured"));
        tags.add(Tag.of("p", prediction.basis()));
        tags.add(table(trial, prediction));
        readings("Other predicted numbers", prediction.readings()).ifPresent(tags::add);
        prediction.roofline().ifPresent(roofline -> {
            tags.add(Tag.of("h3", "Roofline"));
            tags.add(book.figure(id + "-roofline", RooflineChart.of(roofline)).classed("wide"));
        });
        return tags;
    }

    private static Tag none() {
        return Tag.of("p", "Not measured.").classed("none");
    }

    private static Tag table(TrialResult trial, PredictionResult prediction) {
        TableTag table = new TableTag(
                "Predicted and measured", "metric", "#predicted", "#measured", "unit", "#measured / predicted");
        for (MetricSummary summary : prediction.metrics().all()) {
            for (Map.Entry<Statistic, Double> statistic : summary.statistics().entrySet()) {
                MetricKey key = new MetricKey(summary.metric(), summary.ok(), statistic.getKey());
                DisplayUnit unit = DisplayUnit.of(summary.metric(), statistic.getValue());
                Optional<MetricSummary> found = trial.metrics().find(key);
                boolean supported = found.filter(measures -> measures.supports(key.statistic()))
                        .isPresent();
                OptionalDouble measured = supported ? trial.metrics().value(key) : OptionalDouble.empty();
                double ratio = measured.orElse(Double.NaN) / statistic.getValue();
                table.row(
                        Tag.of("code", key.title()),
                        Badge.number(OptionalDouble.of(statistic.getValue()), unit),
                        found.isEmpty() || supported ? Badge.number(measured, unit) : Badge.tooSmall(key.statistic()),
                        Tag.of("span", unit.symbol()),
                        Tag.of("span", Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio) : ""));
            }
        }
        return table.isEmpty() ? none() : table.tag();
    }

    /** Returns a table of readings; absent if there are none. */
    static Optional<Tag> readings(String caption, List<Reading> readings) {
        TableTag table = new TableTag(caption, "name", "#value", "unit", "note");
        for (Reading reading : readings) {
            ServerReading shown = new ServerReading(1, reading);
            table.row(
                    Tag.of("code", reading.name()),
                    reading.value().isEmpty() && !reading.note().isEmpty()
                            ? Tag.of("span", "–").classed("none").with("title", NumberText.NOT_MEASURED)
                            : Tag.of("span", shown.value()),
                    Tag.of("span", shown.unit()),
                    Tag.of("span", reading.note()));
        }
        return table.isEmpty() ? Optional.empty() : Optional.of(table.tag());
    }
}
