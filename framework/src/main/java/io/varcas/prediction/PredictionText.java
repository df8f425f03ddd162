package io.varcas.prediction;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.Statistic;
import io.varcas.profiler.Reading;
import io.varcas.result.PredictionResult;
import io.varcas.result.PredictionResult.Interval;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** A prediction in a few lines, for consoles. */
public final class PredictionText {

    /** Name of the reading that says which part of a step takes longest. */
    static final String DOMINANT = "step.dominant";

    private static final List<Metric> LATENCIES = List.of(Metric.TTFT, Metric.TPOT, Metric.E2E);
    private static final List<Statistic> STATISTICS = List.of(Statistic.P50, Statistic.P95, Statistic.P99);
    private static final List<Metric> RATES =
            List.of(Metric.THROUGHPUT_REQUESTS, Metric.THROUGHPUT_OUTPUT, Metric.CONCURRENCY);

    private PredictionText() {}

    /** Returns the lines; one line only if nothing was predicted. */
    public static List<String> lines(PredictionResult prediction) {
        List<String> lines = new ArrayList<>();
        if (!prediction.isMade()) {
            lines.add("Prediction: " + prediction.basis());
            return lines;
        }
        lines.add("Prediction: " + prediction.basis());
        for (Metric metric : LATENCIES) {
            StringBuilder line = new StringBuilder(String.format(
                    Locale.ROOT, "  %-5s%-9s", metric.label(), metric.unit().symbol()));
            for (Statistic statistic : STATISTICS) {
                number(prediction, new MetricKey(metric, false, statistic))
                        .ifPresent(
                                text -> line.append(String.format(Locale.ROOT, "  %s %-24s", statistic.label(), text)));
            }
            lines.add(line.toString().stripTrailing());
        }
        List<String> rates = new ArrayList<>();
        for (Metric metric : RATES) {
            number(prediction, new MetricKey(metric, false, Statistic.VALUE))
                    .ifPresent(text -> rates.add(metric.label() + " " + text));
        }
        lines.add("  " + String.join(", ", rates));
        lines.add("  " + used(prediction.readings()));
        prediction.interval().map(Interval::meaning).ifPresent(meaning -> lines.add("  (a to b): " + meaning));
        return lines;
    }

    private static Optional<String> number(PredictionResult prediction, MetricKey key) {
        OptionalDouble value = prediction.metrics().value(key);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        OptionalDouble low = prediction.interval().map(i -> i.low().value(key)).orElse(OptionalDouble.empty());
        OptionalDouble high =
                prediction.interval().map(i -> i.high().value(key)).orElse(OptionalDouble.empty());
        return Optional.of(text(value.getAsDouble())
                + (low.isPresent() && high.isPresent()
                        ? " (" + text(low.getAsDouble()) + " to " + text(high.getAsDouble()) + ")"
                        : ""));
    }

    private static String used(List<Reading> readings) {
        List<String> parts = new ArrayList<>();
        for (Reading reading : readings) {
            if (reading.name().equals(DOMINANT)) {
                parts.add(0, text(reading.value().orElse(Double.NaN)) + " % " + reading.note());
            } else if (reading.name().startsWith("kv.") || reading.name().equals("price")) {
                reading.value()
                        .ifPresent(value -> parts.add(reading.name() + " " + text(value) + " " + reading.unit()));
            }
        }
        return String.join("; ", parts);
    }

    private static String text(double value) {
        return Double.isInfinite(value) ? "never" : NumberText.of(value);
    }
}
