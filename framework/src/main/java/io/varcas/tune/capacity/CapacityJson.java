package io.varcas.tune.capacity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.varcas.document.LenientJson;
import io.varcas.result.WholeFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * The result of a search for capacity as JSON; {@code docs/capacity.md} lists its keys. Shares are numbers (0.05 is
 * 5 %), infinity is {@code "+INF"} as in results, and a number that is not known is absent.
 */
public final class CapacityJson implements CapacityFormat {

    /** Name of the file in the folder of a search. */
    public static final String FILE = "capacity.json";

    private static final String MAJOR = "1.";
    private static final String INFINITY = "+INF";

    private static final JsonMapper MAPPER = JsonMapper.builder(LenientJson.factory())
            .addModule(new Jdk8Module())
            .addModule(new SimpleModule("varcas-capacity")
                    .addSerializer(OptionalDouble.class, new Writer())
                    .addDeserializer(OptionalDouble.class, new Reader()))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
            .build();

    @Override
    public String name() {
        return "json";
    }

    @Override
    public void write(CapacityResult result, OutputStream out) throws IOException {
        out.write(MAPPER.writeValueAsBytes(result));
        out.write(System.lineSeparator().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes {@link #FILE} into the folder of a search.
     *
     * @return the file
     * @throws IOException if it cannot be written
     */
    static Path save(CapacityResult result, Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        WholeFile.write(file, out -> new CapacityJson().write(result, out));
        return file;
    }

    /**
     * Reads a result.
     *
     * @param path the file, or the folder of its search
     * @throws IOException if there is none, or it is damaged or of a newer version; the message is one line
     */
    public static CapacityResult read(Path path) throws IOException {
        Path file = Files.isDirectory(path) ? path.resolve(FILE) : path;
        if (!Files.isReadable(file)) {
            throw new IOException(path + ": there is no " + FILE + " of a search for capacity");
        }
        try {
            CapacityResult result = MAPPER.readValue(file.toFile(), CapacityResult.class);
            if (result == null || result.schemaVersion() == null) {
                throw new IOException(file + ": is not the result of a search for capacity");
            }
            if (!result.schemaVersion().startsWith(MAJOR)) {
                throw new IOException(file + ": has schema version " + result.schemaVersion()
                        + ", and this version of Varcas reads " + CapacityResult.SCHEMA_VERSION);
            }
            return result;
        } catch (JsonProcessingException damaged) {
            throw new IOException(file + ": is damaged: " + LenientJson.fault(damaged), damaged);
        }
    }

    private static final class Writer extends StdSerializer<OptionalDouble> {

        private static final long serialVersionUID = 1;

        Writer() {
            super(OptionalDouble.class);
        }

        @Override
        public boolean isEmpty(SerializerProvider provider, OptionalDouble value) {
            return value.isEmpty();
        }

        @Override
        public void serialize(OptionalDouble value, JsonGenerator json, SerializerProvider provider)
                throws IOException {
            if (Double.isInfinite(value.orElse(0))) {
                json.writeString(INFINITY);
            } else {
                json.writeNumber(value.orElseThrow());
            }
        }
    }

    private static final class Reader extends StdDeserializer<OptionalDouble> {

        private static final long serialVersionUID = 1;

        Reader() {
            super(OptionalDouble.class);
        }

        @Override
        public OptionalDouble getNullValue(DeserializationContext context) {
            return OptionalDouble.empty();
        }

        @Override
        public OptionalDouble getAbsentValue(DeserializationContext context) {
            return OptionalDouble.empty();
        }

        @Override
        public OptionalDouble deserialize(JsonParser json, DeserializationContext context) throws IOException {
            if (json.currentToken() == JsonToken.VALUE_STRING && json.getText().equals(INFINITY)) {
                return OptionalDouble.of(Double.POSITIVE_INFINITY);
            }
            return OptionalDouble.of(json.getDoubleValue());
        }
    }
}
