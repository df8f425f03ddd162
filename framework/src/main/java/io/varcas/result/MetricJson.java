package io.varcas.result;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.varcas.annotation.Severity;
import io.varcas.annotation.Unit;
import io.varcas.metric.Distribution;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import io.varcas.setting.Layer;
import io.varcas.sla.Exceedance;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import io.varcas.stats.Interval;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Metrics and verdicts in JSON: {@code metrics} is an object by metric name, each with unit, sample size, origin and
 * the statistics that apply. Infinity is written {@code "+INF"}, as in JMH; metrics that were not measured are
 * absent.
 */
final class MetricJson {

    private static final String OK = ".ok";
    private static final String INTERVALS = "intervals";
    private static final String FROM = "from";
    private static final String CONFIDENCE = "confidence";
    private static final String HISTOGRAM = "histogram";
    private static final String INFINITY = "+INF";
    private static final String NOT_A_NUMBER = "NaN";

    private MetricJson() {}

    static SimpleModule module() {
        SimpleModule module = new SimpleModule("metrics");
        module.addSerializer(MetricSet.class, ResultJson.writer(MetricSet.class, MetricJson::writeSet));
        module.addDeserializer(MetricSet.class, ResultJson.reader(MetricSet.class, MetricJson::readSet));
        module.addSerializer(Verdict.class, ResultJson.writer(Verdict.class, MetricJson::writeVerdict));
        module.addDeserializer(Verdict.class, ResultJson.reader(Verdict.class, MetricJson::readVerdict));
        module.addSerializer(Double.class, ResultJson.writer(Double.class, MetricJson::number));
        module.addSerializer(double.class, ResultJson.writer(Double.class, MetricJson::number));
        module.addDeserializer(Double.class, ResultJson.reader(Double.class, MetricJson::number));
        module.addDeserializer(double.class, ResultJson.reader(Double.class, MetricJson::number));
        return module;
    }

    private static void writeSet(MetricSet metrics, JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (MetricSummary summary : metrics.all()) {
            json.writeObjectFieldStart(summary.block());
            json.writeStringField("unit", summary.unit().symbol());
            json.writeNumberField("n", summary.n());
            if (summary.metric().countsFailures()) {
                json.writeNumberField("failed", summary.failed());
            }
            json.writeStringField("origin", summary.origin().label());
            for (Map.Entry<Statistic, Double> statistic : summary.statistics().entrySet()) {
                json.writeFieldName(statistic.getKey().label());
                number(statistic.getValue(), json);
            }
            if (!summary.intervals().isEmpty()) {
                writeIntervals(summary.intervals(), json);
            }
            if (!summary.ok() && summary.samples().isPresent()) { // those of .ok are the same
                json.writeStringField(HISTOGRAM, summary.samples().get().encode());
            }
            List<Statistic> small = summary.tooSmallFor();
            if (!small.isEmpty()) {
                json.writeArrayFieldStart("nTooSmall");
                for (Statistic statistic : small) {
                    json.writeString(statistic.label());
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void writeIntervals(Map<Statistic, Interval> intervals, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(INTERVALS);
        json.writeNumberField(CONFIDENCE, intervals.values().iterator().next().confidence());
        for (Map.Entry<Statistic, Interval> interval : intervals.entrySet()) {
            json.writeArrayFieldStart(interval.getKey().label());
            number(interval.getValue().low(), json);
            number(interval.getValue().high(), json);
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static Map<Statistic, Interval> readIntervals(JsonNode node, List<Statistic> statistics) {
        Map<Statistic, Interval> intervals = new EnumMap<>(Statistic.class);
        for (Statistic statistic : statistics) {
            JsonNode ends = node.path(statistic.label());
            if (!ends.isMissingNode()) {
                try {
                    intervals.put(
                            statistic,
                            new Interval(number(ends.path(0)), number(ends.path(1)), number(node, CONFIDENCE)));
                } catch (IllegalArgumentException fault) {
                    throw new IllegalArgumentException(
                            "." + INTERVALS + "." + statistic.label() + ": " + fault.getMessage(), fault);
                }
            }
        }
        return intervals;
    }

    private static MetricSet readSet(JsonNode node) {
        List<MetricSummary> summaries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> block : node.properties()) {
            boolean ok = block.getKey().endsWith(OK);
            String label = ok ? block.getKey().substring(0, block.getKey().length() - OK.length()) : block.getKey();
            Optional<Metric> metric = Metric.named(label).filter(found -> !ok || found.countsFailures());
            if (metric.isPresent()) { // a newer version's metric is left out, not refused
                try {
                    MetricSummary summary = readSummary(metric.get(), ok, block.getValue());
                    summaries.add(withSamples(summary, node.path(label), node.path(label + OK)));
                } catch (IllegalArgumentException fault) {
                    throw new IllegalArgumentException(block.getKey() + fault.getMessage(), fault);
                }
            }
        }
        return MetricSet.of(summaries);
    }

    /** Adds the samples, which stand in the block that counts failures. */
    private static MetricSummary withSamples(MetricSummary summary, JsonNode block, JsonNode completed) {
        if (!block.path(HISTOGRAM).isTextual() || !summary.metric().shape().isDistribution()) {
            return summary;
        }
        JsonNode max = completed.path(Statistic.MAX.label());
        JsonNode exact = max.isNumber() ? max : block.path(Statistic.MAX.label());
        double exactMax = exact.isNumber() ? exact.doubleValue() : Double.POSITIVE_INFINITY;
        try {
            return summary.with(Distribution.decode(
                    summary.metric(), block.path(HISTOGRAM).asText(), exactMax, count(block, "failed")));
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException("." + HISTOGRAM + fault.getMessage(), fault);
        }
    }

    private static MetricSummary readSummary(Metric metric, boolean ok, JsonNode block) {
        Map<Statistic, Double> statistics = new EnumMap<>(Statistic.class);
        if (!block.isObject()) {
            throw new IllegalArgumentException(" must be an object");
        }
        for (Statistic statistic : metric.statistics()) {
            if (block.has(statistic.label())) {
                statistics.put(statistic, number(block, statistic.label()));
            }
        }
        return new MetricSummary(
                        metric, ok, count(block, "n"), count(block, "failed"), origin(block.path("origin")), statistics)
                .with(readIntervals(block.path(INTERVALS), metric.statistics()));
    }

    private static void writeVerdict(Verdict verdict, JsonGenerator json) throws IOException {
        Objective objective = verdict.objective();
        boolean atMost = objective.direction() == Objective.Direction.AT_MOST;
        json.writeStartObject();
        json.writeStringField("metric", objective.subject().label());
        json.writeNumberField(atMost ? "atMost" : "atLeast", objective.bound());
        json.writeStringField("unit", objective.subject().unit().symbol());
        json.writeStringField("reason", objective.reason());
        if (objective.layer() != Layer.ANNOTATION) {
            json.writeStringField(FROM, objective.layer().label());
        }
        if (objective.severity() != Severity.FAIL) {
            json.writeStringField("severity", objective.severity().name().toLowerCase(Locale.ROOT));
        }
        if (objective.minSamples() > 0) {
            json.writeNumberField("minSamples", objective.minSamples());
        }
        json.writeStringField("status", verdict.status().label());
        if (verdict.value().isPresent()) {
            json.writeFieldName(valueName(objective));
            number(verdict.value().getAsDouble(), json);
            json.writeFieldName("gap");
            number(verdict.gap().orElseThrow(), json);
        }
        json.writeNumberField("n", verdict.n());
        if (verdict.origin().isPresent()) {
            json.writeStringField("origin", verdict.origin().get().label());
        }
        json.writeStringField("note", verdict.note());
        if (verdict.exceedance().isPresent()) {
            Exceedance exceedance = verdict.exceedance().get();
            json.writeObjectFieldStart("exceedance");
            json.writeNumberField("least", exceedance.least());
            json.writeNumberField("most", exceedance.most());
            json.writeNumberField("allowed", exceedance.allowed());
            json.writeNumberField(CONFIDENCE, exceedance.confidence());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static Verdict readVerdict(JsonNode node) {
        boolean atMost = node.has("atMost");
        for (String text : List.of("metric", "status", "reason", "note")) {
            if (!node.path(text).isTextual()) {
                throw new IllegalArgumentException("." + text + " must be a text");
            }
        }
        Objective objective = Objective.of(
                        node.path("metric").asText(),
                        atMost ? Objective.Direction.AT_MOST : Objective.Direction.AT_LEAST,
                        number(node, atMost ? "atMost" : "atLeast"),
                        Unit.OWN,
                        node.path("reason").asText())
                .withSeverity(constant(
                        Severity.class,
                        ".severity",
                        node.path("severity").asText(Severity.FAIL.name()).toUpperCase(Locale.ROOT)))
                .withMinSamples(count(node, "minSamples"))
                .withLayer(WordJson.layer(node.path(FROM).asText(Layer.ANNOTATION.label())));
        String value = valueName(objective);
        String status = node.path("status").asText().toUpperCase(Locale.ROOT).replace(' ', '_');
        return new Verdict(
                objective,
                constant(Verdict.Status.class, ".status", status),
                node.has(value) ? OptionalDouble.of(number(node, value)) : OptionalDouble.empty(),
                count(node, "n"),
                node.has("origin") ? Optional.of(origin(node.get("origin"))) : Optional.empty(),
                node.path("note").asText(),
                node.has("exceedance")
                        ? Optional.of(readExceedance(node.get("exceedance"), count(node, "n")))
                        : Optional.empty());
    }

    private static Exceedance readExceedance(JsonNode node, long n) {
        try {
            return new Exceedance(
                    count(node, "least"), count(node, "most"), n, number(node, "allowed"), number(node, CONFIDENCE));
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException(".exceedance" + fault.getMessage(), fault);
        }
    }

    private static String valueName(Objective objective) {
        return objective.subject().predicted() ? "predicted" : "measured";
    }

    private static Origin origin(JsonNode node) {
        return constant(Origin.class, ".origin", node.asText().toUpperCase(Locale.ROOT));
    }

    private static void number(double value, JsonGenerator json) throws IOException {
        if (Double.isNaN(value)) {
            json.writeString(NOT_A_NUMBER);
        } else if (Double.isInfinite(value)) {
            json.writeString(value > 0 ? INFINITY : "-INF");
        } else {
            json.writeNumber(value);
        }
    }

    private static double number(JsonNode object, String name) {
        try {
            return number(object.path(name));
        } catch (IllegalArgumentException fault) {
            throw new IllegalArgumentException("." + name + " " + fault.getMessage(), fault);
        }
    }

    /** Reads a number that need not be there, as old results lack some; then it is 0. */
    private static long count(JsonNode object, String name) {
        JsonNode node = object.path(name);
        if (!node.isMissingNode()
                && (!node.canConvertToExactIntegral() || !node.canConvertToLong() || node.asLong() < 0)) {
            throw new IllegalArgumentException("." + name + " must be a whole number from 0 on");
        }
        return node.asLong();
    }

    /**
     * Finds a constant by its word.
     *
     * @param name the field, for the message
     * @param text the word, in capitals
     * @throws IllegalArgumentException if there is no such metric; the message lists the known ones
     */
    static <T extends Enum<T>> T constant(Class<T> type, String name, String text) {
        for (T constant : type.getEnumConstants()) {
            if (constant.name().equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(name + " is \"" + text.toLowerCase(Locale.ROOT) + "\"; it may be "
                + Arrays.stream(type.getEnumConstants())
                        .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .collect(Collectors.joining(", ")));
    }

    private static double number(JsonNode node) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        return switch (node.asText()) {
            case INFINITY, "Infinity", "INF" -> Double.POSITIVE_INFINITY;
            case "-INF", "-Infinity" -> Double.NEGATIVE_INFINITY;
            case NOT_A_NUMBER -> Double.NaN;
            default -> throw new IllegalArgumentException("must be a number");
        };
    }
}
