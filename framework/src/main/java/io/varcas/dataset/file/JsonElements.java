package io.varcas.dataset.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The elements of a JSON array, at the top of the file or under a key of the object there. */
final class JsonElements implements RecordStream {

    private final Utf8Input in;
    private final JsonParser parser;

    private JsonElements(Utf8Input in, JsonParser parser) {
        this.in = in;
        this.parser = parser;
    }

    /**
     * Opens an array.
     *
     * @param file the file; closed by the stream
     * @param key key of the array; empty if it is the file
     */
    static JsonElements open(InputStream file, String key) throws IOException, BadRecord {
        Utf8Input in = new Utf8Input(file);
        JsonParser parser = RecordJson.parser(in);
        try {
            JsonToken token = parser.nextToken();
            while (token != null && !key.isEmpty() && !isArrayOf(key, token, parser)) {
                in.begin();
                token = parser.nextToken();
                if (token == JsonToken.START_ARRAY && !key.equals(parser.currentName())) {
                    parser.skipChildren();
                }
            }
        } catch (JsonProcessingException broken) {
            throw bad(broken);
        } catch (Utf8Input.Fault fault) {
            throw fault.record();
        }
        return new JsonElements(in, parser);
    }

    private static boolean isArrayOf(String key, JsonToken token, JsonParser parser) throws IOException {
        return token == JsonToken.START_ARRAY && key.equals(parser.currentName());
    }

    @Override
    public @Nullable Item next() throws IOException, BadRecord {
        in.begin();
        try {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_ARRAY || token == null) {
                in.skipToEnd();
                return null;
            }
            long line = parser.currentTokenLocation().getLineNr();
            JsonNode node = RecordJson.tree(parser);
            if (!node.isObject()) {
                throw new BadRecord(line, "not a JSON object", false);
            }
            return new Item(line, node);
        } catch (JsonProcessingException broken) {
            throw bad(broken);
        } catch (Utf8Input.Fault fault) {
            throw fault.record();
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private static BadRecord bad(JsonProcessingException broken) {
        return new BadRecord(RecordJson.line(broken), RecordJson.fault(broken), true);
    }
}
