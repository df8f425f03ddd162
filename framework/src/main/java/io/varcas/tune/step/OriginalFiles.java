package io.varcas.tune.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.varcas.document.LenientJson;
import io.varcas.result.WholeFile;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The files of the Python profiler of 2026-02, read and written: {@code *_results.json}, {@code performance_analysis.json} and
 * {@code custom_schedule_plans.json}.
 */
public final class OriginalFiles {

    private static final JsonMapper MAPPER = JsonMapper.builder(LenientJson.factory())
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    private static final String PLANS = "schedule_plans";

    private OriginalFiles() {}

    /**
     * Reads a file as a profile of one cell, whose numbers are imported.
     *
     * @param file a {@code *_results.json} or {@code performance_analysis.json}
     * @return empty if it is neither of them
     * @throws UsageException if it is one of them and damaged; one line
     * @throws IOException if it cannot be read
     */
    public static Optional<StepProfile> read(Path file) throws IOException {
        JsonNode root = tree(file);
        try {
            String name = root.path("config_name").asText(name(file));
            if (root.path("prefill_latencies").isArray()) {
                return Optional.of(profile(root, OriginalResult.cell(root, name)));
            }
            if (root.path("scheduling_metrics").isObject()) {
                return Optional.of(profile(root, OriginalAnalysis.cell(root, name)));
            }
        } catch (IllegalArgumentException damaged) {
            throw new UsageException(file + ": " + damaged.getMessage());
        }
        if (root.path(PLANS).isArray()) {
            throw new UsageException(file + ": has " + root.path(PLANS).size()
                    + " schedule plans with expected gains, and nothing that was measured; read its *_results.json");
        }
        return Optional.empty();
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("(_results)?\\.json$", "");
    }

    private static StepProfile profile(JsonNode root, StepCell cell) {
        double seconds = root.path("timestamp").asDouble(0);
        TargetIdentity target = new TargetIdentity(
                "imported",
                "",
                false,
                Optional.empty(),
                root.path("model_name").asText(""),
                OptionalInt.empty(),
                Map.of("imported", "Python profiler of 2026-02"));
        return new StepProfile(
                Instant.ofEpochMilli(Math.round(seconds * 1e3)), target, 0, StepOptions.DEFAULT_STEPS, List.of(cell));
    }

    /**
     * Writes the files of a profile: {@code config_N_results.json} and {@code config_N_performance_analysis.json} for each measured cell, and
     * {@code custom_schedule_plans.json} with their summary and without plans, which are not measured.
     *
     * @param profile the profile
     * @param folder where to; made if it is absent
     * @return the files
     */
    public static List<Path> write(StepProfile profile, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files = new ArrayList<>();
        ObjectNode plans = JsonNodeFactory.instance.objectNode();
        ArrayNode summary = plans.putArray("profiling_results_summary");
        plans.putArray(PLANS);
        int number = 0;
        for (StepCell cell : profile.measured()) {
            String name = "config_" + ++number;
            ObjectNode result = OriginalResult.of(cell, profile, name);
            files.add(write(result, folder.resolve(name + "_results.json")));
            ObjectNode analysis = OriginalAnalysis.of(cell, profile);
            files.add(write(analysis, folder.resolve(name + "_performance_analysis.json")));
            ObjectNode each = summary.addObject();
            each.put("config_name", name);
            each.set("config_params", result.get("config_params"));
            each.set("performance_summary", analysis.get("performance_summary"));
        }
        files.add(write(plans, folder.resolve("custom_schedule_plans.json")));
        return files;
    }

    private static Path write(ObjectNode tree, Path file) throws IOException {
        byte[] bytes = MAPPER.writeValueAsBytes(tree);
        WholeFile.write(file, out -> out.write(bytes));
        return file;
    }

    private static JsonNode tree(Path file) throws IOException {
        try {
            return MAPPER.readTree(file.toFile());
        } catch (JsonProcessingException malformed) {
            throw new UsageException(
                    file + LenientJson.place(malformed) + ": not JSON: " + LenientJson.fault(malformed));
        }
    }
}
