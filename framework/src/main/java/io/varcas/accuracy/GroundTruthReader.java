package io.varcas.accuracy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.document.LenientJson;
import io.varcas.document.Utf8File;
import io.varcas.setting.type.SettingException;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads ground truth: JSON lines, one object a line with {@code prompt} (text), {@code reference} (text or a list of texts) and
 * optionally {@code id} (text or number; otherwise the line's number). Blank lines are skipped, other keys ignored.
 */
public final class GroundTruthReader {

    private static final int FAULTS_SHOWN = 5;
    private static final ObjectReader JSON = JsonMapper.builder(LenientJson.factory())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private GroundTruthReader() {}

    /**
     * Reads a dataset.
     *
     * @param name file, or resource on the class path; the file wins
     * @param loader loads the resource
     * @throws SettingException if there is neither, it cannot be read, holds no item, or has faulty lines, which are named
     */
    public static GroundTruthDataset read(String name, ClassLoader loader) {
        try {
            return parse(name, Utf8File.text(name, bytes(name, loader)));
        } catch (NoSuchFileException absent) {
            throw new SettingException(
                    "ground truth \"" + name + "\" is neither a file nor a resource on the class path");
        } catch (CharacterCodingException malformed) {
            throw new SettingException("ground truth " + malformed.getMessage());
        } catch (IOException broken) {
            throw new SettingException("ground truth \"" + name + "\" cannot be read: " + FailureText.reason(broken));
        }
    }

    private static byte[] bytes(String name, ClassLoader loader) throws IOException {
        Path file = Path.of(name);
        if (Files.isRegularFile(file)) {
            return Files.readAllBytes(file);
        }
        try (InputStream resource = loader.getResourceAsStream(name)) {
            if (resource == null) {
                throw new NoSuchFileException(name);
            }
            return resource.readAllBytes();
        }
    }

    private static GroundTruthDataset parse(String name, String text) {
        List<GroundTruthItem> items = new ArrayList<>();
        Map<String, Integer> lineOf = new HashMap<>();
        List<String> faults = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            if (line.isBlank()) {
                continue;
            }
            try {
                GroundTruthItem item = item(number, line);
                Integer earlier = lineOf.putIfAbsent(item.id(), number);
                if (earlier != null) {
                    throw new IllegalArgumentException("id \"" + item.id() + "\" is already that of line " + earlier);
                }
                items.add(item);
            } catch (IllegalArgumentException fault) {
                faults.add(name + ":" + number + ": " + fault.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw new SettingException(shown(faults));
        }
        if (items.isEmpty()) {
            throw new SettingException("ground truth \"" + name + "\" contains no item");
        }
        return new GroundTruthDataset(name, items);
    }

    private static GroundTruthItem item(int number, String line) {
        JsonNode object = object(line);
        JsonNode id = object.path("id");
        return new GroundTruthItem(
                id.isMissingNode() || id.isNull() ? Integer.toString(number) : id.asText(),
                prompt(object),
                references(object));
    }

    private static JsonNode object(String line) {
        try {
            JsonNode node = JSON.readValue(line);
            if (!node.isObject()) {
                throw new IllegalArgumentException("not a JSON object");
            }
            return node;
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("not JSON: " + LenientJson.fault(broken), broken);
        }
    }

    private static String prompt(JsonNode object) {
        return text(object.path("prompt"))
                .orElseThrow(() -> new IllegalArgumentException("\"prompt\" must be a non-empty text"));
    }

    private static List<String> references(JsonNode object) {
        JsonNode given = object.path("reference");
        List<String> references = new ArrayList<>();
        for (JsonNode one : given.isArray() ? given : List.of(given)) {
            references.add(text(one)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "\"reference\" must be a non-empty text, or a list of such texts")));
        }
        if (references.isEmpty()) {
            throw new IllegalArgumentException("\"reference\" is an empty list");
        }
        return references;
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.of(node)
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .filter(text -> !text.isBlank());
    }

    private static String shown(List<String> faults) {
        String first = String.join("; ", faults.subList(0, Math.min(FAULTS_SHOWN, faults.size())));
        return faults.size() <= FAULTS_SHOWN ? first : first + "; and " + (faults.size() - FAULTS_SHOWN) + " more";
    }
}
