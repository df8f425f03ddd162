package io.varcas.profiler.otlp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the attributes of spans out of an {@code ExportTraceServiceRequest}, in protobuf or JSON; the rest of it is skipped.
 *
 * <p>Source of the field numbers: opentelemetry-proto 1.3, {@code trace/v1/trace.proto} and {@code common/v1/common.proto} (read
 * November 2026).
 */
final class SpanReader {

    private static final int RESOURCE_SPANS = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;
    private static final int ATTRIBUTES = 9;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int STRING_VALUE = 1;
    private static final int INT_VALUE = 3;
    private static final int DOUBLE_VALUE = 4;

    private static final ObjectMapper JSON = new ObjectMapper();

    private SpanReader() {}

    /**
     * Reads protobuf.
     *
     * @return the attributes of each span: texts and numbers by name
     * @throws IOException if it is no such message
     */
    static List<Map<String, Object>> protobuf(byte[] body) throws IOException {
        List<Map<String, Object>> spans = new ArrayList<>();
        each(
                new ProtobufCursor(body),
                RESOURCE_SPANS,
                resource -> each(
                        resource,
                        SCOPE_SPANS,
                        scope -> each(scope, SPANS, span -> {
                            Map<String, Object> attributes = new HashMap<>();
                            each(span, ATTRIBUTES, attribute -> attribute(attribute, attributes));
                            spans.add(attributes);
                        })));
        return spans;
    }

    private interface Reading {
        void read(ProtobufCursor message) throws IOException;
    }

    private static void each(ProtobufCursor message, int wanted, Reading reading) throws IOException {
        for (int field = message.next(); field != 0; field = message.next()) {
            if (field == wanted && message.isBytes()) {
                reading.read(message.message());
            } else {
                message.skip();
            }
        }
    }

    private static void attribute(ProtobufCursor attribute, Map<String, Object> attributes) throws IOException {
        String key = "";
        Object value = "";
        for (int field = attribute.next(); field != 0; field = attribute.next()) {
            if (field == KEY && attribute.isBytes()) {
                key = attribute.text();
            } else if (field == VALUE && attribute.isBytes()) {
                value = value(attribute.message());
            } else {
                attribute.skip();
            }
        }
        attributes.put(key, value);
    }

    private static Object value(ProtobufCursor any) throws IOException {
        Object value = "";
        for (int field = any.next(); field != 0; field = any.next()) {
            if (field == STRING_VALUE && any.isBytes()) {
                value = any.text();
            } else if (field == INT_VALUE && any.isVarint()) {
                value = any.varint();
            } else if (field == DOUBLE_VALUE && any.isFixed64()) {
                value = any.fixedDouble();
            } else {
                any.skip();
            }
        }
        return value;
    }

    /**
     * Reads JSON.
     *
     * @return the attributes of each span: texts and numbers by name
     * @throws IOException if it is no JSON
     */
    static List<Map<String, Object>> json(byte[] body) throws IOException {
        List<Map<String, Object>> spans = new ArrayList<>();
        for (JsonNode resource : JSON.readTree(body).path("resourceSpans")) {
            for (JsonNode scope : resource.path("scopeSpans")) {
                for (JsonNode span : scope.path("spans")) {
                    Map<String, Object> attributes = new HashMap<>();
                    span.path("attributes")
                            .forEach(attribute ->
                                    attributes.put(attribute.path("key").asText(), value(attribute.path("value"))));
                    spans.add(attributes);
                }
            }
        }
        return spans;
    }

    private static Object value(JsonNode any) {
        if (any.path("stringValue").isTextual()) {
            return any.path("stringValue").asText();
        }
        JsonNode number = any.has("doubleValue") ? any.path("doubleValue") : any.path("intValue");
        return number.isMissingNode() ? "" : number.asDouble(); // 64-bit integers are texts in this JSON
    }
}
