package io.varcas.dataset.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON lines: one object a line. A line that is one text is a prompt, one that is a list of messages is a conversation. */
public final class JsonLines implements RecordStream {

    private final LineReader lines;

    public JsonLines(LineReader lines) {
        this.lines = lines;
    }

    @Override
    public @Nullable Item next() throws IOException, BadRecord {
        String line = lines.next();
        if (line == null) {
            return null;
        }
        try {
            return new Item(lines.number(), object(RecordJson.line(line)));
        } catch (JsonProcessingException broken) {
            throw new BadRecord(lines.number(), RecordJson.fault(broken), false);
        }
    }

    private JsonNode object(JsonNode node) throws BadRecord {
        if (node.isObject()) {
            return node;
        }
        ObjectNode wrapped = JsonNodeFactory.instance.objectNode();
        if (node.isTextual()) {
            return wrapped.set("prompt", node);
        }
        if (node.isArray() && node.path(0).path("role").isTextual()) {
            return wrapped.set("messages", node);
        }
        throw new BadRecord(lines.number(), "not a JSON object", false);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
