package io.varcas.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.varcas.document.LenientJson;
import io.varcas.setting.Secrets;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** The JSON format of a result, for writing and reading; {@code result.schema.json} beside this class is its schema. */
final class ResultJson {

    private static final String REPLACEMENT = "\uFFFD";

    private ResultJson() {}

    /** Makes the mapper. */
    static JsonMapper mapper() {
        return JsonMapper.builder(LenientJson.factory())
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .addModule(MetricJson.module())
                .addModule(WordJson.module())
                .addModule(withoutSecrets())
                .enable(SerializationFeature.INDENT_OUTPUT)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                .build();
    }

    /**
     * Writes a value in UTF-8. Half of a surrogate pair, which UTF-8 cannot express, becomes U+FFFD wherever it stands.
     *
     * @param out where to; not closed
     */
    static void write(OutputStream out, Object value) throws IOException {
        Writer text = new OutputStreamWriter(
                out,
                StandardCharsets.UTF_8
                        .newEncoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .replaceWith(REPLACEMENT.getBytes(StandardCharsets.UTF_8)));
        JsonMapper mapper = mapper();
        try (JsonGenerator json = mapper.createGenerator(text).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            mapper.writeValue(json, value);
        }
        text.flush();
    }

    /** Takes keys out of every text, whoever said it. */
    private static SimpleModule withoutSecrets() {
        SimpleModule module = new SimpleModule("varcas-secrets");
        module.addSerializer(
                String.class, writer(String.class, (text, json) -> json.writeString(Secrets.HERE.redacted(text))));
        return module;
    }

    /** Writes a type as one JSON value. */
    static <T> StdSerializer<T> writer(Class<T> type, Writing<T> writing) {
        return new StdSerializer<>(type) {
            private static final long serialVersionUID = 1;

            @Override
            public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
                writing.write(value, json);
            }
        };
    }

    /** Reads a type from a JSON tree; a fault becomes a message with the place in the file. */
    static <T> StdDeserializer<T> reader(Class<T> type, Function<JsonNode, T> reading) {
        return new StdDeserializer<>(type) {
            private static final long serialVersionUID = 1;

            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                JsonNode node = parser.readValueAsTree();
                try {
                    return reading.apply(node);
                } catch (IllegalArgumentException fault) {
                    throw new Fault(parser, fault);
                }
            }
        };
    }

    /** Adds a type to a module that is one text in JSON. */
    static <T> void text(SimpleModule module, Class<T> type, Function<T, String> toText, Function<String, T> toValue) {
        module.addSerializer(type, writer(type, (value, json) -> json.writeString(toText.apply(value))));
        module.addDeserializer(type, reader(type, node -> toValue.apply(node.asText())));
    }

    /**
     * Writes a value.
     *
     * @param <T> its type
     */
    interface Writing<T> {

        /** Writes it. */
        void write(T value, JsonGenerator json) throws IOException;
    }

    private static final class Fault extends JsonProcessingException {

        private static final long serialVersionUID = 1;

        Fault(JsonParser parser, IllegalArgumentException cause) {
            super(String.valueOf(cause.getMessage()), parser.currentLocation(), cause);
        }
    }
}
