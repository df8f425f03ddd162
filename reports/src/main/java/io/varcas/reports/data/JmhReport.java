package io.varcas.reports.data;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.annotation.Unit;
import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.reports.JudgedObjective;
import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import io.varcas.sla.Subject;
import io.varcas.sla.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The result as JMH's JSON: an array with an object for each trial, in JMH's keys and order, for viewers and scripts made for it. The
 * benchmark is the workload and, as its method, the primary metric: {@code com.acme.Chat.ttft_p95}. In values of parameters, spaces
 * are no-break spaces and {@code =} is {@code :}. The mode is {@code thrpt} where more is better and {@code sample} where less is. A
 * trial without its primary metric is there with the score {@code "NaN"}; JMH would leave it out.
 */
public final class JmhReport implements ReportFormat {

    /** Keys of JMH 1.37, {@code JSONResultFormat}, in its order. */
    static final List<String> KEYS = List.of(
            "jmhVersion",
            "benchmark",
            "mode",
            "threads",
            "forks",
            "jvm",
            "jvmArgs",
            "jdkVersion",
            "vmName",
            "vmVersion",
            "warmupIterations",
            "warmupTime",
            "warmupBatchSize",
            "measurementIterations",
            "measurementTime",
            "measurementBatchSize",
            "params",
            "primaryMetric",
            "secondaryMetrics");

    private static final String SAMPLE = "sample";
    private static final char NO_BREAK_SPACE = '\u00a0';
    private static final String RAW_DATA = "rawData";
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Override
    public String name() {
        return "jmh";
    }

    @Override
    public String extension() {
        return "jmh.json";
    }

    @Override
    public String description() {
        return "JMH's JSON, for viewers made for it";
    }

    @Override
    public void write(ResultBundle bundle, OutputStream out) throws IOException {
        ByteArrayOutputStream own = new ByteArrayOutputStream();
        bundle.writeJson(own);
        JsonNode trials = JSON.readTree(own.toByteArray()).path("trials");
        ArrayNode array = JSON.createArrayNode();
        for (int i = 0; i < trials.size(); i++) {
            array.add(trial(bundle.result().trials().get(i), trials.get(i)));
        }
        out.write(JSON.writeValueAsBytes(array));
        out.write('\n');
        out.flush();
    }

    private static ObjectNode trial(TrialResult trial, JsonNode own) {
        ObjectNode jmh = JSON.createObjectNode();
        for (String key : KEYS) {
            Optional<JsonNode> value = Optional.ofNullable(own.get(key));
            switch (key) {
                case "jmhVersion" -> jmh.put(key, "1.37");
                case "benchmark" -> jmh.put(key, trial.benchmark() + "." + method(trial));
                case "mode" -> jmh.put(key, mode(trial));
                case "primaryMetric" -> jmh.set(key, primary(trial, value));
                case "secondaryMetrics" -> jmh.set(key, secondary(trial, value));
                case "params" -> params(trial).ifPresent(params -> jmh.set(key, params));
                default -> value.ifPresent(found -> jmh.set(key, found));
            }
        }
        return jmh;
    }

    /**
     * JMH's benchmarks are methods, and viewers take everything before the last dot for their class, whose methods they put into one chart.
     * A workload is a class, so its primary metric stands for the method.
     */
    private static String method(TrialResult trial) {
        return primaryKey(trial).label().replace('.', '_');
    }

    /** JMH Visualizer splits parameters at each space and each {@code =}; of trials that differ after one it shows only the last. */
    private static Optional<ObjectNode> params(TrialResult trial) {
        ObjectNode params = JSON.createObjectNode();
        trial.params()
                .forEach((name, value) ->
                        params.put(name, value.replace(' ', NO_BREAK_SPACE).replace('=', ':')));
        return Optional.of(params).filter(some -> !some.isEmpty());
    }

    /** A metric that was not measured has the score {@code "NaN"}. */
    private static ObjectNode primary(TrialResult trial, Optional<JsonNode> own) {
        Unit unit = primaryKey(trial).metric().unit();
        ObjectNode metric = withForks(own.orElseGet(() -> score("NaN", unit)));
        return mode(trial).equals(SAMPLE) ? sampled(metric) : metric;
    }

    /**
     * A metric that no iteration has a value of, such as a prediction, gets one fork without iterations: JMH
     * Visualizer reads the first fork without a check and goes space if there is none.
     */
    private static ObjectNode withForks(JsonNode own) {
        ObjectNode metric = own.deepCopy();
        if (metric.path(RAW_DATA).isEmpty()) {
            metric.putArray(RAW_DATA).addArray();
        }
        return metric;
    }

    /**
     * In the mode {@code sample} JMH writes {@code rawDataHistogram} in the place of {@code rawData}: for each fork and iteration the values
     * with how often each came. Viewers read nothing else then. Here each iteration has one value, that of the iteration.
     */
    private static ObjectNode sampled(ObjectNode metric) {
        ObjectNode sampled = JSON.createObjectNode();
        for (Map.Entry<String, JsonNode> member : metric.properties()) {
            if (member.getKey().equals(RAW_DATA)) {
                sampled.set("rawDataHistogram", histogram(member.getValue()));
            } else {
                sampled.set(member.getKey(), member.getValue());
            }
        }
        return sampled;
    }

    private static ArrayNode histogram(JsonNode rawData) {
        ArrayNode forks = JSON.createArrayNode();
        for (JsonNode values : rawData) {
            ArrayNode iterations = forks.addArray();
            for (JsonNode value : values) {
                iterations.addArray().addArray().add(value).add(1);
            }
        }
        return forks;
    }

    private static String mode(TrialResult trial) {
        return primaryKey(trial).metric().better() == Metric.Better.HIGHER ? "thrpt" : SAMPLE;
    }

    private static MetricKey primaryKey(TrialResult trial) {
        return trial.objectives().stream()
                .flatMap(verdict -> verdict.objective().measuredKey().stream())
                .findFirst()
                .orElseGet(() -> MetricKey.parse("ttft.p50"));
    }

    /** The result's own, and what was predicted of the numbers that objectives are about. */
    private static ObjectNode secondary(TrialResult trial, Optional<JsonNode> own) {
        ObjectNode metrics = JSON.createObjectNode();
        own.ifPresent(found ->
                found.properties().forEach(metric -> metrics.set(metric.getKey(), withForks(metric.getValue()))));
        for (Verdict verdict : trial.objectives()) {
            Subject subject = verdict.objective().subject();
            new JudgedObjective(trial, verdict)
                    .predicted()
                    .ifPresent(predicted -> metrics.set(
                            Subject.PREDICTED + subject.key().label(), withForks(score(predicted, subject.unit()))));
        }
        return metrics;
    }

    private static ObjectNode score(Object score, Unit unit) {
        ObjectNode metric = JSON.createObjectNode().putPOJO("score", score).put("scoreError", "NaN");
        metric.putArray("scoreConfidence").add("NaN").add("NaN");
        metric.putObject("scorePercentiles");
        metric.put("scoreUnit", unit.symbol());
        metric.putArray(RAW_DATA);
        return metric;
    }
}
