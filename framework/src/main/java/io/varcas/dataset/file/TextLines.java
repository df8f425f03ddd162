package io.varcas.dataset.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The lines of any other file, as {@code {"line": "..."}}. */
public final class TextLines implements RecordStream {

    private final LineReader lines;

    TextLines(LineReader lines) {
        this.lines = lines;
    }

    @Override
    public @Nullable Item next() throws IOException, BadRecord {
        String line = lines.next();
        return line == null
                ? null
                : new Item(lines.number(), JsonNodeFactory.instance.objectNode().put("line", line.stripTrailing()));
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
