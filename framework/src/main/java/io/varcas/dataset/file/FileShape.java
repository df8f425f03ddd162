package io.varcas.dataset.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;

/** Detects the format of a file from its first bytes and its name, and opens it. */
public final class FileShape {

    /** Keys under which the known files of one JSON object keep their list. */
    private static final Set<String> LISTS = Set.of("prompts", "records", "requests", "data");

    /** Keys of files that are one record: they say how requests are drawn. */
    private static final Set<String> RECIPE = Set.of("max_tokens_range", "temperature_range");

    private static final String WHOLE = "{}"; // no key of a list

    /** Endings of files that are lines whatever they begin with. */
    private static final Set<String> LINES = Set.of(".jsonl", ".ndjson");

    private static final Set<String> LOGS = Set.of(".log", ".txt");

    private FileShape() {}

    public static RecordStream open(DataFile file) throws IOException, BadRecord {
        Optional<JsonNode> made = GeneratedDataset.of(file.name());
        if (made.isPresent()) {
            return SingleRecord.of(made.get());
        }
        if (file.isParquet()) {
            return ParquetRows.open(file.name());
        }
        if (endsWith(file, LOGS)) {
            return new TextLines(new LineReader(file.open()));
        }
        int first = firstLetter(file);
        if (first == '"' && !file.plainName().endsWith(".csv")) {
            return new JsonLines(new LineReader(file.open()));
        }
        if (first == '[') {
            return endsWith(file, LINES) && !isOneList(file)
                    ? new JsonLines(new LineReader(file.open()))
                    : JsonElements.open(file.open(), "");
        }
        if (first == '{') {
            String list = listOf(file);
            if (list.equals(WHOLE)) {
                return SingleRecord.open(file.open());
            }
            return list.isEmpty() ? new JsonLines(new LineReader(file.open())) : JsonElements.open(file.open(), list);
        }
        return file.plainName().endsWith(".csv")
                ? CsvRows.open(file.open())
                : new TextLines(new LineReader(file.open()));
    }

    private static boolean endsWith(DataFile file, Set<String> endings) {
        return endings.stream().anyMatch(ending -> file.plainName().endsWith(ending));
    }

    /** Returns whether a file that is called lines is one list of records after all. */
    private static boolean isOneList(DataFile file) throws IOException {
        try (JsonParser parser = RecordJson.parser(file.open())) {
            parser.nextToken();
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                return false;
            }
            for (JsonToken token = parser.nextToken(); token == JsonToken.FIELD_NAME; token = parser.nextToken()) {
                if (parser.currentName().equals("role")) {
                    return false; // the messages of a conversation
                }
                parser.nextToken();
                parser.skipChildren();
            }
            return true;
        } catch (JsonProcessingException broken) {
            return false; // a bad first line is reported where lines are
        }
    }

    private static int firstLetter(DataFile file) throws IOException {
        try (InputStream in = file.open()) {
            int b = in.read();
            while (b >= 0 && Character.isWhitespace(b)) {
                b = in.read();
            }
            return b;
        }
    }

    /** Returns the key of the list that the first object of a file is made to hold; empty if it has none, WHOLE if it is a recipe. */
    private static String listOf(DataFile file) throws IOException {
        try (JsonParser parser = RecordJson.parser(file.open())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                JsonToken value = parser.nextToken();
                if (RECIPE.contains(key) || isQueryResult(key, value, parser)) {
                    return WHOLE;
                }
                if (value == JsonToken.START_ARRAY && LISTS.contains(key)) {
                    return parser.nextToken() == JsonToken.VALUE_STRING ? WHOLE : key;
                }
                parser.skipChildren();
            }
        } catch (JsonProcessingException broken) {
            return ""; // a bad first line is reported where lines are
        }
        return "";
    }

    /** Returns whether an object is the data of a response of Prometheus; then the parser stands within it. */
    private static boolean isQueryResult(String key, JsonToken value, JsonParser parser) throws IOException {
        if (!key.equals("data") || value != JsonToken.START_OBJECT) {
            return false;
        }
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return false;
            }
            if (depth == 1
                    && token == JsonToken.FIELD_NAME
                    && parser.currentName().equals("resultType")) {
                return true;
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        return false;
    }
}
