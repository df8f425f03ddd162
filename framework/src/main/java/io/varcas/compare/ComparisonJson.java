package io.varcas.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.accuracy.AccuracyJson;
import io.varcas.compare.match.Warning;
import io.varcas.stats.Interval;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A comparison as JSON; {@code comparison.schema.json} beside this class says what comes out. Shares are numbers (0.1 is 10 %),
 * infinity is {@code "+INF"} as in results, and what is not known is absent.
 */
public final class ComparisonJson implements ComparisonFormat {

    /** Version of the format; the part before the dot changes when readers must. */
    public static final String SCHEMA_VERSION = "1.0";

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Override
    public String name() {
        return "json";
    }

    @Override
    public void write(Comparison comparison, Optional<Decision> decision, OutputStream out) throws IOException {
        out.write(MAPPER.writeValueAsBytes(of(comparison, decision)));
        out.write(System.lineSeparator().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void write(Candidates candidates, OutputStream out) throws IOException {
        ObjectNode root = object();
        root.put("schemaVersion", SCHEMA_VERSION);
        root.put("baseline", candidates.baseline());
        root.put("confidence", candidates.confidence());
        root.put("correction", "bonferroni");
        ArrayNode comparisons = root.putArray("candidates");
        candidates.judged().forEach(judged -> comparisons.add(of(judged.comparison(), Optional.of(judged.decision()))));
        out.write(MAPPER.writeValueAsBytes(root));
        out.write(System.lineSeparator().getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode of(Comparison comparison, Optional<Decision> decision) {
        ObjectNode root = object();
        root.put("schemaVersion", SCHEMA_VERSION);
        root.put("baseline", comparison.baseline());
        root.put("candidate", comparison.candidate());
        root.put("verdict", comparison.verdict().label());
        root.put("confidence", comparison.options().confidence());
        root.put("power", comparison.options().power());
        root.put("effect", comparison.options().effect());
        root.put("seed", comparison.options().seed().value());
        ArrayNode trials = root.putArray("trials");
        comparison.trials().forEach(trial -> trials.add(of(trial)));
        root.set("warnings", warnings(comparison.warnings()));
        decision.ifPresent(made -> {
            root.put("decision", made.outcome().label());
            ArrayNode reasons = root.putArray("reasons");
            made.reasons().forEach(reasons::add);
        });
        return root;
    }

    private static ObjectNode of(TrialComparison trial) {
        ObjectNode node = object();
        node.put("name", trial.name());
        node.put("verdict", trial.verdict().label());
        node.put("repeatUnit", trial.unit().label());
        node.put("design", trial.design().name().toLowerCase(Locale.ROOT));
        node.put("baselineRepeats", trial.baselineRepeats());
        node.put("candidateRepeats", trial.candidateRepeats());
        node.put("sameRequests", trial.sameRequests().label());
        ArrayNode differences = node.putArray("differences");
        trial.differences()
                .forEach(difference -> differences
                        .addObject()
                        .put("name", difference.name())
                        .put("baseline", difference.baseline())
                        .put("candidate", difference.candidate()));
        node.set("metrics", metrics(trial.metrics()));
        node.set("context", metrics(trial.context()));
        trial.accuracy().ifPresent(accuracy -> node.set("accuracy", AccuracyJson.of(accuracy)));
        node.set("warnings", warnings(trial.warnings()));
        return node;
    }

    private static ObjectNode metrics(List<MetricComparison> metrics) {
        ObjectNode node = object();
        metrics.forEach(metric -> node.set(metric.key().label(), of(metric)));
        return node;
    }

    private static ObjectNode of(MetricComparison metric) {
        ObjectNode node = object();
        node.put("unit", metric.key().metric().unit().symbol());
        node.put("better", metric.key().metric().better().name().toLowerCase(Locale.ROOT));
        node.set("baseline", of(metric.baseline()));
        node.set("candidate", of(metric.candidate()));
        number(node, "change", metric.change());
        number(node, "difference", metric.difference());
        metric.evidence().ifPresent(evidence -> evidence(node, evidence));
        metric.verdict().ifPresent(verdict -> node.put("verdict", verdict.label()));
        if (!metric.reason().isEmpty()) {
            node.put("reason", metric.reason());
        }
        return node;
    }

    private static ObjectNode of(Values values) {
        ObjectNode node = object();
        number(node, "mean", values.mean());
        number(node, "sd", values.sd());
        node.put("fewestSamples", values.fewestSamples());
        values.origin().ifPresent(origin -> node.put("origin", origin.label()));
        ArrayNode list = node.putArray("values");
        values.values().forEach(value -> list.add(number(value)));
        return node;
    }

    private static void evidence(ObjectNode node, TestResult evidence) {
        interval(node, "changeInterval", evidence.changeInterval());
        interval(node, "differenceInterval", evidence.differenceInterval());
        node.put("p", evidence.pValue());
        node.put("adjustedP", evidence.adjustedP());
        number(node, "hedgesG", evidence.hedgesG());
        node.put("cliffsDelta", evidence.cliffsDelta());
        number(node, "noiseFloor", evidence.noiseFloor());
        number(node, "detectable", evidence.detectable());
        number(node, "possible", evidence.possible());
        evidence.repeatsNeeded().ifPresent(needed -> node.put("repeatsNeeded", needed));
    }

    private static ArrayNode warnings(List<Warning> warnings) {
        ArrayNode node = JsonNodeFactory.instance.arrayNode();
        warnings.forEach(
                warning -> node.addObject().put("kind", warning.kind().label()).put("sentence", warning.sentence()));
        return node;
    }

    private static void interval(ObjectNode node, String name, Optional<Interval> interval) {
        interval.ifPresent(known -> node.putArray(name).add(number(known.low())).add(number(known.high())));
    }

    private static void number(ObjectNode node, String name, OptionalDouble value) {
        value.ifPresent(known -> node.set(name, number(known)));
    }

    private static JsonNode number(double value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return Double.isFinite(value)
                ? nodes.numberNode(value)
                : nodes.textNode(value > 0 ? "+INF" : value < 0 ? "-INF" : "NaN");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
