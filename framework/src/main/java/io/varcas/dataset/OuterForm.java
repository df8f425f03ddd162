package io.varcas.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** Tells the outer form of a file from its first bytes and its name, and opens it. */
final class OuterForm {

    /** Keys under which the known files of one JSON object keep their list. */
    private static final Set<String> LISTS = Set.of("prompts", "records", "requests", "data");

    private static final JsonFactory JSON = new JsonFactory();

    private OuterForm() {}

    static RecordStream open(DataFile file) throws IOException, BadRecord {
        int first = firstLetter(file);
        if (first == '[') {
            return JsonElements.open(file.open(), "");
        }
        if (first == '{') {
            String list = listOf(file);
            return list.isEmpty() ? new JsonLines(new LineReader(file.open())) : JsonElements.open(file.open(), list);
        }
        return file.plainName().endsWith(".csv")
                ? CsvRows.open(file.open())
                : new TextLines(new LineReader(file.open()));
    }

    private static int firstLetter(DataFile file) throws IOException {
        try (InputStream in = file.open()) {
            int b = in.read();
            while (b >= 0 && (Character.isWhitespace(b) || b == 0xEF || b == 0xBB || b == 0xBF)) { // the mark of UTF-8
                b = in.read();
            }
            return b;
        }
    }

    /** Returns the key of the list that the first object of a file is made to hold; empty if it has none. */
    private static String listOf(DataFile file) throws IOException {
        try (JsonParser parser = JSON.createParser(file.open())) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                if (parser.nextToken() == JsonToken.START_ARRAY && LISTS.contains(key)) {
                    return key;
                }
                parser.skipChildren();
            }
        } catch (JsonProcessingException broken) {
            return ""; // a bad first line is reported where lines are
        }
        return "";
    }
}
