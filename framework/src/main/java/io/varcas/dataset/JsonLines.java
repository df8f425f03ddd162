package io.varcas.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON lines: one object a line. */
final class JsonLines implements RecordStream {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final LineReader lines;

    JsonLines(LineReader lines) {
        this.lines = lines;
    }

    @Override
    public @Nullable Item next() throws IOException, BadRecord {
        String line = lines.next();
        if (line == null) {
            return null;
        }
        JsonNode node;
        try {
            node = JSON.readValue(line);
        } catch (JsonProcessingException broken) {
            throw new BadRecord(lines.number(), "not JSON: " + broken.getOriginalMessage(), false);
        }
        if (!node.isObject()) {
            throw new BadRecord(lines.number(), "not a JSON object", false);
        }
        return new Item(lines.number(), node);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
