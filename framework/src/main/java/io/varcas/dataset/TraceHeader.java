package io.varcas.dataset;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Endpoint;
import io.varcas.dataset.file.BadRecord;
import io.varcas.dataset.file.DataFile;
import io.varcas.dataset.file.DatasetException;
import io.varcas.dataset.file.FileShape;
import io.varcas.dataset.file.RecordStream;
import io.varcas.setting.SamplingSettings;
import io.varcas.setting.Setting;
import io.varcas.setting.Settings;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * First line of a recorded trace: the settings that the load had, so that a replay has them too.
 *
 * @param settings values by name of the setting
 * @param unset settings that were not set, and whose fields were therefore not sent
 */
public record TraceHeader(Map<String, String> settings, Set<String> unset) {

    private static final String KEY = "varcas_trace";
    private static final String UNSET = "unset";
    private static final int VERSION = 1;

    private static final String SAMPLING = "sampling.";
    private static final List<Setting<?>> BODY =
            List.of(Settings.ENDPOINT, Settings.STREAMING, Settings.MAX_TOKENS_FIELD);

    /** Copies the settings, keeping their order. */
    public TraceHeader {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        unset = Collections.unmodifiableSet(new LinkedHashSet<>(unset));
    }

    /**
     * Returns what the bodies of all requests said beside their prompts, lengths and models: values by name of the setting. A
     * setting that earlier versions did not write down had its default.
     */
    Map<String, String> sent() {
        Map<String, String> sent = new TreeMap<>(settings);
        sent.keySet().removeIf(name -> !name.startsWith(SAMPLING));
        BODY.forEach(setting -> value(setting).ifPresent(value -> sent.put(setting.name(), value)));
        if (Settings.ENDPOINT.format(Endpoint.COMPLETIONS).equals(sent.get(Settings.ENDPOINT.name()))) {
            sent.remove(Settings.MAX_TOKENS_FIELD.name()); // names a field of chats
        }
        return sent;
    }

    private <T> Optional<String> value(Setting<T> setting) {
        return Optional.ofNullable(settings.get(setting.name()))
                .or(() -> setting.defaultValue().map(setting::format));
    }

    /** Returns whether a record is a header. */
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
        Set<String> unset = new LinkedHashSet<>();
        record.path(UNSET).forEach(name -> unset.add(name.asText()));
        if (!record.has(UNSET)) {
            defaults(settings).forEach(name -> {
                unset.add(name);
                settings.remove(name);
            });
        }
        return new TraceHeader(settings, unset);
    }

    /** Earlier versions wrote defaults down as well; their fields had not been sent. */
    private static List<String> defaults(Map<String, String> settings) {
        return SamplingSettings.sentIfSet().stream()
                .filter(setting -> isDefault(setting, settings))
                .map(Setting::name)
                .toList();
    }

    private static <T> boolean isDefault(Setting<T> setting, Map<String, String> settings) {
        String written = settings.get(setting.name());
        return written == null
                || setting.defaultValue()
                        .map(setting::format)
                        .filter(written::equals)
                        .isPresent();
    }

    /**
     * Returns the header of a file, if it is a recorded trace.
     *
     * @param path file, or resource on the class path
     * @param loader finds the resource
     * @throws DatasetException if it cannot be read
     */
    public static Optional<TraceHeader> of(String path, ClassLoader loader) {
        try (RecordStream records = FileShape.open(new DataFile(path, loader))) {
            RecordStream.Item first = records.next();
            return first != null && isOne(first.node()) ? Optional.of(read(first.node())) : Optional.empty();
        } catch (BadRecord | IllegalArgumentException malformed) {
            return Optional.empty(); // whoever reads the requests says what is wrong
        } catch (IOException broken) {
            throw DatasetException.unreadable(path, broken);
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
        json.writeArrayFieldStart(UNSET);
        for (String name : unset) {
            json.writeString(name);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
