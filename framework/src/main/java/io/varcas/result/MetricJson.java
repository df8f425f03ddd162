package io.varcas.result;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.varcas.annotation.Severity;
import io.varcas.annotation.Unit;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import io.varcas.sla.Objective;
import io.varcas.sla.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Metrics and verdicts in JSON: {@code metrics} is an object by metric name, each with unit, sample size, origin and the statistics that
 * apply. Infinity is written {@code "+INF"}, as JMH does; what was not measured is absent.
 */
final class MetricJson {

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

    private static MetricSet readSet(JsonNode node) {
        List<MetricSummary> summaries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> block : node.properties()) {
            boolean ok = block.getKey().endsWith(".ok");
            String label = ok ? block.getKey().substring(0, block.getKey().length() - 3) : block.getKey();
            Optional<Metric> metric = Metric.named(label);
            if (metric.isPresent()) { // a newer version's metric is left out, not refused
                summaries.add(readSummary(metric.get(), ok, block.getValue()));
            }
        }
        return MetricSet.of(summaries);
    }

    private static MetricSummary readSummary(Metric metric, boolean ok, JsonNode block) {
        Map<Statistic, Double> statistics = new EnumMap<>(Statistic.class);
        for (Statistic statistic : Statistic.values()) {
            if (block.has(statistic.label())) {
                statistics.put(statistic, number(block.get(statistic.label())));
            }
        }
        return new MetricSummary(
                metric,
                ok,
                block.path("n").asLong(),
                block.path("failed").asLong(),
                origin(block.path("origin")),
                statistics);
    }

    private static void writeVerdict(Verdict verdict, JsonGenerator json) throws IOException {
        Objective objective = verdict.objective();
        boolean atMost = objective.direction() == Objective.Direction.AT_MOST;
        json.writeStartObject();
        json.writeStringField("metric", objective.subject().label());
        json.writeNumberField(atMost ? "atMost" : "atLeast", objective.bound());
        json.writeStringField("unit", objective.subject().unit().symbol());
        json.writeStringField("reason", objective.reason());
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
        json.writeEndObject();
    }

    private static Verdict readVerdict(JsonNode node) {
        boolean atMost = node.has("atMost");
        Objective objective = Objective.of(
                        node.path("metric").asText(),
                        atMost ? Objective.Direction.AT_MOST : Objective.Direction.AT_LEAST,
                        node.path(atMost ? "atMost" : "atLeast").asDouble(),
                        Unit.OWN,
                        node.path("reason").asText())
                .withSeverity(Severity.valueOf(
                        node.path("severity").asText(Severity.FAIL.name()).toUpperCase(Locale.ROOT)))
                .withMinSamples(node.path("minSamples").asLong());
        String value = valueName(objective);
        String status = node.path("status").asText().toUpperCase(Locale.ROOT).replace(' ', '_');
        return new Verdict(
                objective,
                Verdict.Status.valueOf(status),
                node.has(value) ? OptionalDouble.of(number(node.get(value))) : OptionalDouble.empty(),
                node.path("n").asLong(),
                node.has("origin") ? Optional.of(origin(node.get("origin"))) : Optional.empty(),
                node.path("note").asText());
    }

    private static String valueName(Objective objective) {
        return objective.subject().predicted() ? "predicted" : "measured";
    }

    private static Origin origin(JsonNode node) {
        return Origin.valueOf(node.asText().toUpperCase(Locale.ROOT));
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

    private static double number(JsonNode node) {
        if (node.isTextual()) {
            return switch (node.asText()) {
                case INFINITY -> Double.POSITIVE_INFINITY;
                case "-INF" -> Double.NEGATIVE_INFINITY;
                default -> Double.NaN;
            };
        }
        return node.asDouble();
    }
}
