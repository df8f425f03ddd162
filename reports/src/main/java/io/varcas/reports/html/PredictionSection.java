package io.varcas.reports.html;

import io.varcas.annotation.Unit;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Statistic;
import io.varcas.profiler.Reading;
import io.varcas.reports.MetricText;
import io.varcas.reports.chart.RooflineChart;
import io.varcas.result.PredictionResult;
import io.varcas.result.TrialResult;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Predicted against measured, the roofline, and the cost. */
final class PredictionSection {

    private PredictionSection() {}

    static List<Tag> of(String id, TrialResult trial, ChartBook book) {
        List<Tag> tags = new ArrayList<>();
        tags.add(Tag.of("h3", "Predicted against measured"));
        Optional<PredictionResult> prediction = trial.prediction();
        if (prediction.isEmpty()) {
            tags.add(Tag.of("p", "Not predicted: this run was made without a hardware profile.")
                    .classed("none"));
        } else {
            tags.add(Tag.of("p", prediction.get().basis()));
            tags.add(table(trial, prediction.get()));
            readings("Other predicted numbers", prediction.get().readings()).ifPresent(tags::add);
        }
        tags.add(Tag.of("h3", "Roofline"));
        tags.add(prediction
                .flatMap(PredictionResult::roofline)
                .map(roofline -> book.figure(id + "-roofline", RooflineChart.of(roofline))
                        .classed("wide"))
                .orElseGet(() -> none()));
        tags.add(Tag.of("h3", "Cost"));
        tags.addAll(CostSection.of(trial));
        return tags;
    }

    private static Tag none() {
        return Tag.of("p", "Not measured.").classed("none");
    }

    private static Tag table(TrialResult trial, PredictionResult prediction) {
        TableTag table = new TableTag(
                "Predicted and measured",
                "metric",
                "#predicted",
                "#measured",
                "unit",
                "#measured / predicted",
                "origin of measured");
        for (MetricSummary summary : prediction.metrics().all()) {
            for (Map.Entry<Statistic, Double> statistic : summary.statistics().entrySet()) {
                MetricKey key = new MetricKey(summary.metric(), summary.ok(), statistic.getKey());
                Optional<MetricSummary> found = trial.metrics().find(key);
                boolean supported = found.filter(measures -> measures.supports(key.statistic()))
                        .isPresent();
                OptionalDouble measured = supported ? trial.metrics().value(key) : OptionalDouble.empty();
                double ratio = measured.orElse(Double.NaN) / statistic.getValue();
                table.row(
                        Tag.of("code", key.label()),
                        Tag.of("span", NumberText.of(statistic.getValue())),
                        found.isEmpty() || supported
                                ? Badge.number(measured)
                                : Tag.of("span", MetricText.of(trial.metrics(), key))
                                        .classed("none"),
                        Tag.of("span", summary.unit().symbol()),
                        Tag.of("span", Double.isFinite(ratio) ? String.format(Locale.ROOT, "%.2f", ratio) : ""),
                        Badge.of(trial.metrics().find(key).map(MetricSummary::origin)));
            }
        }
        return table.isEmpty() ? none() : table.tag();
    }

    /** Returns a table of readings; absent if there are none. */
    static Optional<Tag> readings(String caption, List<Reading> readings) {
        TableTag table = new TableTag(caption, "name", "#value", "unit", "note");
        for (Reading reading : readings) {
            table.row(
                    Tag.of("code", reading.name()),
                    reading.value().isEmpty() && !reading.note().isEmpty()
                            ? Tag.of("span", "–").classed("none").with("title", NumberText.NOT_MEASURED)
                            : Badge.number(reading.value(), reading.unit().isEmpty() ? Unit.COUNT : Unit.OWN),
                    Tag.of("span", reading.unit()),
                    Tag.of("span", reading.note()));
        }
        return table.isEmpty() ? Optional.empty() : Optional.of(table.tag());
    }
}
