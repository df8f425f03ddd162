package io.varcas.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** One record, which says how requests are drawn and lists none: a file of its own, or no file at all. */
final class OneRecord implements RecordStream {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private @Nullable Item item;

    private OneRecord(Item item) {
        this.item = item;
    }

    /** Returns a record that is in no file. */
    static OneRecord of(JsonNode record) {
        return new OneRecord(new Item(0, record));
    }

    /** Reads a JSON object to its end. */
    static OneRecord open(InputStream in) throws IOException, BadRecord {
        try (in) {
            return new OneRecord(new Item(1, JSON.readValue(in)));
        } catch (JsonProcessingException broken) {
            throw new BadRecord(broken.getLocation().getLineNr(), "not JSON: " + broken.getOriginalMessage(), true);
        }
    }

    @Override
    public @Nullable Item next() {
        Item record = item;
        item = null;
        return record;
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
