package io.varcas.dataset;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The elements of a JSON array, at the top of the file or under a key of the object there. */
final class JsonElements implements RecordStream {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private final JsonParser parser;

    private JsonElements(JsonParser parser) {
        this.parser = parser;
    }

    /**
     * Opens an array.
     *
     * @param in the file; closed by the stream
     * @param key key of the array; empty if it is the file
     */
    static JsonElements open(InputStream in, String key) throws IOException, BadRecord {
        JsonParser parser = JSON.createParser(in);
        try {
            JsonToken token = parser.nextToken();
            while (!key.isEmpty() && !(token == JsonToken.START_ARRAY && key.equals(parser.currentName()))) {
                token = parser.nextToken();
                if (token == JsonToken.START_ARRAY && !key.equals(parser.currentName())) {
                    parser.skipChildren();
                }
            }
        } catch (JsonProcessingException broken) {
            throw bad(broken);
        }
        return new JsonElements(parser);
    }

    @Override
    public @Nullable Item next() throws IOException, BadRecord {
        try {
            JsonToken token = parser.nextToken();
            if (token == JsonToken.END_ARRAY || token == null) {
                return null;
            }
            long line = parser.currentTokenLocation().getLineNr();
            JsonNode node = JSON.readTree(parser);
            if (!node.isObject()) {
                throw new BadRecord(line, "not a JSON object", false);
            }
            return new Item(line, node);
        } catch (JsonProcessingException broken) {
            throw bad(broken);
        }
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private static BadRecord bad(JsonProcessingException broken) {
        return new BadRecord(broken.getLocation().getLineNr(), "not JSON: " + broken.getOriginalMessage(), true);
    }
}
