package io.varcas.tune.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.document.LenientJson;
import io.varcas.metric.Origin;
import io.varcas.tune.step.StepCell.Status;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Step profiles as JSON, the format of {@code steps.json}. Times are in milliseconds, shares are numbers (0.1 is 10 %). A number that was not
 * measured is absent, and {@code notMeasured} has the reason.
 */
public final class StepProfileJson implements StepFormat {

    /** Version of the format; the part before the dot changes when readers must. */
    public static final String SCHEMA_VERSION = "1.0";

    /** Name of the file in the folder of a profile. */
    public static final String FILE = "steps.json";

    private static final String KIND = "step-profile";
    private static final String MAJOR = SCHEMA_VERSION.substring(0, SCHEMA_VERSION.indexOf('.') + 1);
    private static final JsonMapper MAPPER = JsonMapper.builder(LenientJson.factory())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    @Override
    public String name() {
        return "json";
    }

    @Override
    public void write(StepProfile profile, OutputStream out) throws IOException {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schemaVersion", SCHEMA_VERSION);
        root.put("kind", KIND);
        root.put("started", profile.started().toString());
        TargetJson.write(root.putObject("target"), profile.target());
        root.put("seed", profile.seed());
        root.put("steps", profile.steps());
        ArrayNode cells = root.putArray("cells");
        profile.cells().forEach(cell -> cell(cells.addObject(), cell));
        out.write(MAPPER.writeValueAsBytes(root));
        out.write(System.lineSeparator().getBytes(StandardCharsets.UTF_8));
    }

    private static void cell(ObjectNode node, StepCell cell) {
        StepConfig config = cell.config();
        node.put("name", config.name());
        node.put("kind", config.kind().label());
        node.put("promptTokens", config.promptTokens());
        node.put("contextBlocks", config.contextBlocks());
        node.put("batch", config.batch());
        node.put("blockSize", config.blockSize());
        node.put("warmups", config.warmups());
        node.put("repeats", config.repeats());
        node.put("status", cell.status().label());
        if (!cell.reason().isEmpty()) {
            node.put("reason", cell.reason());
        }
        node.put("origin", cell.origin().label());
        ObjectNode times = node.putObject("timesMs");
        cell.times().forEach((kind, summary) -> times(times.putObject(kind.key()), summary));
        cell.values().forEach((metric, value) -> node.put(metric.key(), value));
        if (!cell.absent().isEmpty()) {
            ObjectNode absent = node.putObject("notMeasured");
            cell.absent().forEach((metric, why) -> absent.put(metric.key(), why));
        }
        if (!cell.notes().isEmpty()) {
            ArrayNode notes = node.putArray("notes");
            cell.notes().forEach(notes::add);
        }
    }

    private static void times(ObjectNode node, TimeSummary summary) {
        node.put("n", summary.n());
        node.put("mean", summary.mean());
        node.put("median", summary.median());
        node.put("min", summary.min());
        node.put("max", summary.max());
        summary.p95().ifPresent(p95 -> node.put("p95", p95));
        summary.p99().ifPresent(p99 -> node.put("p99", p99));
        ArrayNode values = node.putArray("values");
        summary.millis().forEach(values::add);
    }

    /** Returns whether a file looks like a step profile: a JSON object of this kind. */
    public static boolean isProfile(Path file) {
        try {
            return Files.isRegularFile(file)
                    && MAPPER.readTree(file.toFile()).path("kind").asText("").equals(KIND);
        } catch (IOException other) {
            return false;
        }
    }

    /**
     * Reads a profile.
     *
     * @param file a {@code steps.json}
     * @throws UsageException if it is none, or damaged; one line
     * @throws IOException if it cannot be read
     */
    public static StepProfile read(Path file) throws IOException {
        try {
            return profile(MAPPER.readTree(file.toFile()));
        } catch (JsonProcessingException | IllegalArgumentException | DateTimeException damaged) {
            String why = damaged instanceof JsonProcessingException json
                    ? LenientJson.fault(json)
                    : String.valueOf(damaged.getMessage());
            throw new UsageException(
                    file + ": not a step profile: " + why.lines().findFirst().orElse(""));
        }
    }

    private static StepProfile profile(JsonNode root) {
        if (!root.path("kind").asText("").equals(KIND)) {
            throw new IllegalArgumentException("its kind is not " + KIND);
        }
        String version = root.path("schemaVersion").asText("");
        if (!version.startsWith(MAJOR)) {
            throw new IllegalArgumentException(
                    "its schema version is \"" + version + "\", and this version of Varcas reads " + MAJOR + "x");
        }
        List<StepCell> cells = new ArrayList<>();
        for (JsonNode cell : root.path("cells")) {
            cells.add(cell(cell));
        }
        return new StepProfile(
                Instant.parse(root.path("started").asText("")),
                TargetJson.read(root.path("target")),
                root.path("seed").asLong(),
                whole(root, "steps"),
                cells);
    }

    private static StepCell cell(JsonNode node) {
        StepConfig config = new StepConfig(
                node.path("name").asText(""),
                StepKind.labelled(node.path("kind").asText("")),
                whole(node, "promptTokens"),
                whole(node, "contextBlocks"),
                whole(node, "batch"),
                whole(node, "blockSize"),
                whole(node, "warmups"),
                whole(node, "repeats"));
        Map<StepTimes, TimeSummary> times = new EnumMap<>(StepTimes.class);
        for (StepTimes kind : StepTimes.values()) {
            JsonNode values = node.path("timesMs").path(kind.key()).path("values");
            if (!values.isEmpty()) {
                List<Double> millis = new ArrayList<>();
                values.forEach(value -> millis.add(value.asDouble(-1)));
                times.put(kind, new TimeSummary(millis));
            }
        }
        Map<StepMetric, Double> numbers = new EnumMap<>(StepMetric.class);
        Map<StepMetric, String> absent = new EnumMap<>(StepMetric.class);
        for (StepMetric metric : StepMetric.values()) {
            if (node.path(metric.key()).isNumber()) {
                numbers.put(metric, node.path(metric.key()).doubleValue());
            }
            JsonNode why = node.path("notMeasured").path(metric.key());
            if (why.isTextual()) {
                absent.put(metric, why.textValue());
            }
        }
        List<String> notes = new ArrayList<>();
        node.path("notes").forEach(note -> notes.add(note.asText()));
        return new StepCell(
                config,
                constant(Status.class, node.path("status").asText("")),
                node.path("reason").asText(""),
                constant(Origin.class, node.path("origin").asText("")),
                times,
                numbers,
                absent,
                notes);
    }

    private static int whole(JsonNode node, String key) {
        JsonNode value = node.path(key);
        if (!value.canConvertToInt()) {
            throw new IllegalArgumentException(key + " is " + value + "; it must be a whole number");
        }
        return value.intValue();
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String label) {
        return Enum.valueOf(type, label.toUpperCase(Locale.ROOT));
    }
}
