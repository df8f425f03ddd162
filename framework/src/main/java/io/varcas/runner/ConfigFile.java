package io.varcas.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.document.LenientJson;
import io.varcas.document.Utf8File;
import io.varcas.setting.Layer;
import io.varcas.setting.SamplingSettings;
import io.varcas.setting.Settings;
import io.varcas.setting.type.RequestField;
import io.varcas.sla.ObjectiveOverrides;
import io.varcas.text.ForeignText;
import io.varcas.validation.FailureText;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file given by {@code -config}: JSON whose keys are settings and parameters, for all workloads, and under
 * {@code workloads} by name for one. A list of values is swept over; {@code {"inputTokens": {"mean": 500}}} and
 * {@code {"inputTokens.mean": 500}} are the same.
 */
final class ConfigFile {

    /** A file that says nothing. */
    static final ConfigFile EMPTY = new ConfigFile(Map.of(), Map.of(), Map.of());

    private static final String WORKLOADS = "workloads";

    /** Key of objectives; as an object it holds settings such as {@code sla.confidence}. */
    private static final String SLA = "sla";

    /** Place of the objectives of all workloads; no workload has this name. */
    private static final String ALL = "";

    /** Far above any such file, and little enough to hold. */
    private static final int MOST_BYTES = 16 << 20;

    private static final ObjectMapper JSON = JsonMapper.builder(LenientJson.factory())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Map<String, List<String>> common;
    private final Map<String, Map<String, List<String>>> byWorkload;
    private final Map<String, ObjectiveOverrides> objectives;

    private ConfigFile(
            Map<String, List<String>> common,
            Map<String, Map<String, List<String>>> byWorkload,
            Map<String, ObjectiveOverrides> objectives) {
        this.objectives = objectives;
        this.common = common;
        this.byWorkload = byWorkload;
    }

    /**
     * Reads a file.
     *
     * @throws UsageException if it cannot be read or is not such a file
     */
    static ConfigFile read(Path file) {
        JsonNode root;
        try {
            root = JSON.readTree(text(file));
        } catch (JsonProcessingException malformed) {
            throw new UsageException(
                    "-config " + file + LenientJson.place(malformed) + ": " + LenientJson.fault(malformed));
        } catch (IOException unreadable) {
            throw new UsageException("-config " + FailureText.of(unreadable));
        }
        if (!root.isObject()) {
            throw new UsageException("-config " + file + ": must be a JSON object of settings");
        }
        Map<String, List<String>> common = new LinkedHashMap<>();
        Map<String, Map<String, List<String>>> byWorkload = new LinkedHashMap<>();
        Map<String, ObjectiveOverrides> objectives = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (isObjectives(entry)) {
                objectives.put(ALL, objectives(file, SLA, entry.getValue()));
            } else if (entry.getKey().equals(WORKLOADS)) {
                mustBeObject(file, WORKLOADS, entry.getValue(), "workloads by name");
                for (Map.Entry<String, JsonNode> workload : entry.getValue().properties()) {
                    mustBeObject(file, WORKLOADS + "." + workload.getKey(), workload.getValue(), "settings");
                    Map<String, List<String>> own = new LinkedHashMap<>();
                    for (Map.Entry<String, JsonNode> e : workload.getValue().properties()) {
                        if (isObjectives(e)) {
                            String place = WORKLOADS + "." + workload.getKey() + "." + SLA;
                            objectives.put(workload.getKey(), objectives(file, place, e.getValue()));
                        } else {
                            collect(file, e.getKey(), e.getValue(), own);
                        }
                    }
                    byWorkload.put(workload.getKey(), own);
                }
            } else {
                collect(file, entry.getKey(), entry.getValue(), common);
            }
        }
        return new ConfigFile(common, byWorkload, objectives);
    }

    /** Reads UTF-8, with or without its mark at the beginning. */
    private static String text(Path file) throws IOException {
        try {
            return Utf8File.text(file.toString(), bytes(file));
        } catch (CharacterCodingException fault) {
            throw new UsageException("-config " + fault.getMessage());
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new UsageException("-config " + file + ": is larger than " + (MOST_BYTES >> 20)
                        + " MiB; is it a file of settings?");
            }
            return bytes;
        }
    }

    /** Returns the values for a workload; what stands under its name wins over what stands for all. */
    Map<String, List<String>> valuesFor(String workload) {
        Map<String, List<String>> values = new LinkedHashMap<>(common);
        values.putAll(byWorkload.getOrDefault(workload, Map.of()));
        return values;
    }

    /** Returns the objectives for a workload; those under its name win over those for all. */
    ObjectiveOverrides objectivesFor(String workload) {
        ObjectiveOverrides all = objectives.getOrDefault(ALL, ObjectiveOverrides.NONE);
        return objectives.getOrDefault(workload, ObjectiveOverrides.NONE).over(all);
    }

    private static boolean isObjectives(Map.Entry<String, JsonNode> entry) {
        return entry.getKey().equals(SLA) && !entry.getValue().isObject();
    }

    private static ObjectiveOverrides objectives(Path file, String name, JsonNode value) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : value.isArray() ? value : List.of(value)) {
            if (!text.isTextual()) {
                throw rejected(file, name + " must be a text such as \"ttft.p95<=500ms\", or a list of such texts");
            }
            texts.add(text.asText());
        }
        try {
            return ObjectiveOverrides.parse(texts, Layer.CONFIG_FILE);
        } catch (IllegalArgumentException fault) {
            throw rejected(
                    file,
                    name + ": "
                            + String.join(
                                    "; ",
                                    String.valueOf(fault.getMessage()).lines().toList()));
        }
    }

    /** Returns the names of workloads the file speaks of. */
    List<String> workloads() {
        return List.copyOf(byWorkload.keySet());
    }

    private static void mustBeObject(Path file, String name, JsonNode value, String content) {
        if (!value.isObject()) {
            throw rejected(file, name + " must be a JSON object of " + content);
        }
    }

    private static void collect(Path file, String name, JsonNode value, Map<String, List<String>> into) {
        boolean fields = name.equals(SamplingSettings.FIELDS.name());
        if (value.isObject() && !fields) {
            value.properties().forEach(member -> collect(file, name + "." + member.getKey(), member.getValue(), into));
            return;
        }
        List<String> texts = new ArrayList<>();
        if (value.isArray() && !value.isEmpty()) {
            value.forEach(item -> texts.add(text(file, name, item)));
        } else {
            texts.add(text(file, name, value));
        }
        if (into.put(name, texts) != null) {
            throw rejected(file, name + " is set twice, as a dotted key and as nested objects; remove one");
        }
    }

    /** Returns one value in the notation of its setting. */
    private static String text(Path file, String name, JsonNode value) {
        boolean fields = name.equals(SamplingSettings.FIELDS.name());
        boolean stop = name.equals(Settings.STOP.name());
        if (value.isNull() && (fields || stop)) {
            return ""; // of several values, the one without any
        }
        if (value.isObject() && fields) {
            return SamplingSettings.FIELDS.format(
                    value.properties().stream().map(ConfigFile::field).toList());
        }
        if (value.isTextual() && stop && hasOuterSpaces(value.asText())) {
            return Settings.STOP.format(List.of(value.asText()));
        }
        if (value.isArray() && !fields) {
            return value.toString();
        }
        if (!value.isValueNode() || value.isNull()) {
            throw rejected(
                    file,
                    name
                            + (fields
                                    ? " must be an object of fields, or a list of such objects to sweep over"
                                    : " must be a text, a number, true, false or a list of these"));
        }
        return value.asText();
    }

    /** Returns the message about a file as one line, whatever its keys hold. */
    private static UsageException rejected(Path file, String message) {
        return new UsageException("-config " + ForeignText.message(file + ": " + message));
    }

    private static RequestField field(Map.Entry<String, JsonNode> member) {
        JsonNode value = member.getValue();
        return value.isTextual()
                ? RequestField.ofText(member.getKey(), value.asText())
                : new RequestField(member.getKey(), value.toString());
    }

    /** Outer spaces mean nothing in a list of words: where there are some and no quotes, the text is meant as it stands. */
    private static boolean hasOuterSpaces(String text) {
        return !text.isEmpty() && !text.equals(text.strip()) && text.indexOf('"') < 0;
    }
}
