package io.varcas.dataset;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * First line of a recorded trace: the settings that the load had, so that a replay has them too.
 *
 * @param settings values by name of the setting
 */
public record TraceHeader(Map<String, String> settings) {

    private static final String KEY = "varcas_trace";
    private static final int VERSION = 1;

    /** Copies the settings, keeping their order. */
    public TraceHeader {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** Whether a record is a header. */
    public static boolean isOne(JsonNode record) {
        return record.has(KEY);
    }

    /**
     * Reads a header.
     *
     * @throws IllegalArgumentException if it is of a later version
     */
    public static TraceHeader read(JsonNode record) {
        if (record.path(KEY).asInt() != VERSION) {
            throw new IllegalArgumentException(
                    "\"" + KEY + "\" = " + record.path(KEY) + ": this version of Varcas reads version " + VERSION);
        }
        Map<String, String> settings = new LinkedHashMap<>();
        record.path("settings")
                .properties()
                .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
        return new TraceHeader(settings);
    }

    /**
     * Returns the header of a file, if it is a recorded trace.
     *
     * @param path file, or resource on the class path
     * @param loader finds the resource
     * @throws DatasetException if it cannot be read
     */
    public static Optional<TraceHeader> of(String path, ClassLoader loader) {
        try (RecordStream records = OuterForm.open(new DataFile(path, loader))) {
            RecordStream.Item first = records.next();
            return first != null && isOne(first.node()) ? Optional.of(read(first.node())) : Optional.empty();
        } catch (BadRecord | IllegalArgumentException malformed) {
            return Optional.empty(); // whoever reads the requests says what is wrong
        } catch (IOException broken) {
            throw new DatasetException("dataset \"" + path + "\" cannot be read: " + broken.getMessage());
        }
    }

    /** Writes the header as an object. */
    public void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField(KEY, VERSION);
        json.writeObjectFieldStart("settings");
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            json.writeStringField(setting.getKey(), setting.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }
}
