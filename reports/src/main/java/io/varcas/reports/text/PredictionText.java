package io.varcas.reports.text;

import io.varcas.metric.DisplayUnit;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.reports.MetricText;
import io.varcas.result.PredictionResult;
import io.varcas.text.NumberText;
import io.varcas.text.TextTable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The prediction of a trial beside the measurement, as text. */
final class PredictionText {

    private static final double PERCENT = 100;
    private static final List<MetricKey> KEYS = List.of(
                    "ttft.p50",
                    "ttft.p95",
                    "ttft.p99",
                    "tpot.p50",
                    "tpot.p95",
                    "tpot.p99",
                    "e2e.p50",
                    "e2e.p95",
                    "e2e.p99",
                    "throughput.requests",
                    "throughput.output",
                    "concurrency")
            .stream()
            .map(MetricKey::parse)
            .toList();

    private PredictionText() {}

    /** Returns a row for each metric that was predicted; none if nothing was. */
    static TextTable of(PredictionResult prediction, MetricSet measured) {
        TextTable table = new TextTable(List.of("metric", "predicted", "from", "to", "measured", "gap", "unit"));
        for (MetricKey key : KEYS) {
            OptionalDouble predicted = prediction.metrics().value(key);
            if (predicted.isPresent()) {
                DisplayUnit unit = DisplayUnit.of(key.metric(), predicted.getAsDouble());
                table.row(List.of(
                        key.title(),
                        MetricText.of(predicted, unit),
                        end(prediction.interval().map(PredictionResult.Interval::low), key, unit),
                        end(prediction.interval().map(PredictionResult.Interval::high), key, unit),
                        measured(measured, key, unit),
                        gap(predicted.getAsDouble(), measured, key),
                        unit.symbol()));
            }
        }
        return table;
    }

    private static String end(Optional<MetricSet> metrics, MetricKey key, DisplayUnit unit) {
        return metrics.map(set -> MetricText.of(set.value(key), unit)).orElse("");
    }

    private static String measured(MetricSet measured, MetricKey key, DisplayUnit unit) {
        OptionalDouble value = measured.value(key);
        return value.isPresent() && !supports(measured, key)
                ? NumberText.tooSmall(key.statistic().samplesNeeded())
                : MetricText.of(value, unit);
    }

    /** By how much the measured number is off the predicted one, in percent of the latter. */
    private static String gap(double predicted, MetricSet measured, MetricKey key) {
        OptionalDouble value = measured.value(key);
        return Double.isInfinite(value.orElse(Double.POSITIVE_INFINITY)) || !supports(measured, key) || predicted == 0
                ? ""
                : String.format(Locale.ROOT, "%+.1f %%", (value.getAsDouble() / predicted - 1) * PERCENT);
    }

    private static boolean supports(MetricSet measured, MetricKey key) {
        return measured.find(key)
                .map((MetricSummary summary) -> summary.supports(key.statistic()))
                .orElse(false);
    }
}
