package io.varcas.result;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Holds every result that any test writes to the schema that is shipped. */
public final class SchemaCheck implements WrittenResultCheck {

    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        try (InputStream file = ResultJson.class.getResourceAsStream("result.schema.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(Objects.requireNonNull(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void check(Path file) throws IOException {
        List<String> faults = SCHEMA.validate(Files.readString(file), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
        if (!faults.isEmpty()) {
            throw new IOException(file + " breaks result.schema.json: " + String.join("; ", faults));
        }
    }
}
