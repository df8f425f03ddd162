package io.varcas.transport;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * Reads small JSON texts as Jackson's trees, by its streaming parser alone. A mapper would do the same, but the first one of a JVM loads some
 * four hundred classes, which takes 0.3 s of CPU (JDK 17): too long before a first request, and a pause in the middle of a load.
 */
final class JsonTree {

    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonTree() {}

    /**
     * Reads the first value of a text in UTF-8.
     *
     * @param bytes hold the text
     * @param from first byte
     * @param to end, exclusive
     * @return the value; {@link MissingNode} if there is nothing
     * @throws com.fasterxml.jackson.core.JsonProcessingException if it is not JSON
     */
    static JsonNode read(byte[] bytes, int from, int to) throws IOException {
        return first(JSON.createParser(bytes, from, to - from));
    }

    private static JsonNode first(JsonParser parser) throws IOException {
        try (parser) {
            return parser.nextToken() == null ? MissingNode.getInstance() : value(parser);
        }
    }

    private static JsonNode value(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json);
            case START_ARRAY -> array(json);
            case VALUE_STRING -> NODES.textNode(json.getText());
            case VALUE_NUMBER_INT -> whole(json);
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(json.getDoubleValue());
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(json.getBooleanValue());
            default -> NODES.nullNode();
        };
    }

    private static JsonNode object(JsonParser json) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            object.set(name, value(json));
        }
        return object;
    }

    private static JsonNode array(JsonParser json) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(json));
        }
        return array;
    }

    private static JsonNode whole(JsonParser json) throws IOException {
        return switch (json.getNumberType()) {
            case INT -> NODES.numberNode(json.getIntValue());
            case LONG -> NODES.numberNode(json.getLongValue());
            default -> NODES.numberNode(json.getBigIntegerValue());
        };
    }
}
