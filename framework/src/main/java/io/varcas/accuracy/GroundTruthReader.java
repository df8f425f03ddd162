package io.varcas.accuracy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.varcas.dataset.file.BadRecord;
import io.varcas.dataset.file.DataFile;
import io.varcas.dataset.file.DatasetException;
import io.varcas.dataset.file.FileShape;
import io.varcas.dataset.file.RecordStream;
import io.varcas.document.LenientJson;
import io.varcas.document.Utf8File;
import io.varcas.setting.type.SettingException;
import io.varcas.validation.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads ground truth: JSON lines, one object a line with {@code prompt} (text), {@code reference} (text or a list of texts) and
 * optionally {@code id} (text or number; otherwise the line's number) and {@code type}; or one JSON array of such objects. Empty lines
 * are skipped, other keys ignored. The names of fields in common sets on Hugging Face are read too, and their Parquet files, of which a
 * row is named like a line.
 */
public final class GroundTruthReader {

    private static final int FAULTS_SHOWN = 5;

    /** First bytes of every Parquet file. */
    private static final String PARQUET = "PAR1";

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
            byte[] content = bytes(name, loader);
            if (new String(content, 0, Math.min(content.length, PARQUET.length()), StandardCharsets.ISO_8859_1)
                    .equals(PARQUET)) {
                return parquet(name, loader);
            }
            return parse(name, Utf8File.text(name, content));
        } catch (NoSuchFileException absent) {
            throw new SettingException(
                    "ground truth \"" + name + "\" is neither a file nor a resource on the class path");
        } catch (CharacterCodingException malformed) {
            throw new SettingException("ground truth " + malformed.getMessage());
        } catch (IOException broken) {
            throw new SettingException("ground truth \"" + name + "\" cannot be read: " + FailureText.reason(broken));
        }
    }

    private static GroundTruthDataset parquet(String name, ClassLoader loader) throws IOException {
        Found found = new Found(name);
        try (RecordStream rows = FileShape.open(new DataFile(name, loader))) {
            for (RecordStream.Item row = rows.next(); row != null; row = rows.next()) {
                JsonNode item = row.node();
                found.add((int) row.line(), () -> item);
            }
        } catch (BadRecord | DatasetException fault) {
            throw new SettingException(String.valueOf(fault.getMessage()), fault);
        }
        return found.dataset();
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
        Found found = new Found(name);
        if (text.stripLeading().startsWith("[")) {
            array(text, found);
        } else {
            List<String> lines = text.lines().toList();
            for (int number = 1; number <= lines.size(); number++) {
                String line = lines.get(number - 1);
                if (!line.isBlank()) {
                    found.add(number, () -> object(line));
                }
            }
        }
        return found.dataset();
    }

    private static void array(String text, Found found) {
        try {
            int number = 0;
            for (JsonNode one : JSON.<JsonNode>readValue(text)) {
                found.add(++number, () -> object(one));
            }
        } catch (JsonProcessingException broken) {
            throw new SettingException("ground truth \"" + found.name + "\"" + LenientJson.place(broken)
                    + ": not JSON: " + LenientJson.fault(broken));
        }
    }

    private static JsonNode object(String line) {
        try {
            return object(JSON.<JsonNode>readValue(line));
        } catch (JsonProcessingException broken) {
            throw new IllegalArgumentException("not JSON: " + LenientJson.fault(broken), broken);
        }
    }

    private static JsonNode object(JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException("not a JSON object");
        }
        return node;
    }

    /** Items and faults of a file. */
    private static final class Found {

        private final String name;
        private final List<GroundTruthItem> items = new ArrayList<>();
        private final Map<String, Integer> places = new HashMap<>();
        private final List<String> faults = new ArrayList<>();

        Found(String name) {
            this.name = name;
        }

        void add(int number, Supplier<JsonNode> object) {
            try {
                GroundTruthItem item = ItemFields.read(number, object.get());
                Integer earlier = places.putIfAbsent(item.id(), number);
                if (earlier != null) {
                    throw new IllegalArgumentException("id \"" + item.id() + "\" is already that of line " + earlier);
                }
                items.add(item);
            } catch (IllegalArgumentException fault) {
                faults.add(name + ":" + number + ": " + fault.getMessage());
            }
        }

        GroundTruthDataset dataset() {
            if (!faults.isEmpty()) {
                throw new SettingException(shown(faults));
            }
            if (items.isEmpty()) {
                throw new SettingException("ground truth \"" + name + "\" contains no item");
            }
            return new GroundTruthDataset(name, items);
        }
    }

    private static String shown(List<String> faults) {
        String first = String.join("; ", faults.subList(0, Math.min(FAULTS_SHOWN, faults.size())));
        return faults.size() <= FAULTS_SHOWN ? first : first + "; and " + (faults.size() - FAULTS_SHOWN) + " more";
    }
}
