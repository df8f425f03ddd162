package io.varcas.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** JSON as the routes read and write it. */
final class Json {

    /** Reads requests. */
    static final ObjectMapper MAPPER = new JsonMapper();

    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /** Writes one document. */
    @FunctionalInterface
    interface Document {
        void to(JsonGenerator json) throws IOException;
    }

    static byte[] write(Document document) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            document.to(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException("writing to memory failed", impossible);
        }
        return bytes.toByteArray();
    }

    /** Returns the inside of a JSON string, in UTF-8, without its quotes. */
    static byte[] quoted(String text) {
        return JsonStringEncoder.getInstance().quoteAsUTF8(text);
    }

    /** Writes token ids, or null. */
    static void ids(JsonGenerator json, String name, Optional<int[]> ids) throws IOException {
        json.writeFieldName(name);
        if (ids.isEmpty()) {
            json.writeNull();
        } else {
            json.writeArray(ids.get(), 0, ids.get().length);
        }
    }
}
