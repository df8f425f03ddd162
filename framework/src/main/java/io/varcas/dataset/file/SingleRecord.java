package io.varcas.dataset.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** One record, which says how requests are drawn and lists none: a file of its own, or no file at all. */
final class SingleRecord implements RecordStream {

    private @Nullable Item item;

    private SingleRecord(Item item) {
        this.item = item;
    }

    /** Returns a record that is in no file. */
    static SingleRecord of(JsonNode record) {
        return new SingleRecord(new Item(0, record));
    }

    /** Reads a JSON object to its end. */
    static SingleRecord open(InputStream in) throws IOException, BadRecord {
        try (JsonParser parser = RecordJson.parser(new Utf8Input(in))) {
            JsonNode node = RecordJson.tree(parser);
            if (parser.nextToken() != null) {
                throw new BadRecord(
                        parser.currentTokenLocation().getLineNr(), "not JSON: something follows the value", true);
            }
            return new SingleRecord(new Item(1, node));
        } catch (JsonProcessingException broken) {
            throw new BadRecord(RecordJson.line(broken), RecordJson.fault(broken), true);
        } catch (Utf8Input.Fault fault) {
            throw fault.record();
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
