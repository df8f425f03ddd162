package io.varcas.dataset.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The records of a file, one after the other, whatever its outer form; only the record at hand is in memory. */
public interface RecordStream extends Closeable {

    /**
     * A record.
     *
     * @param line where it begins, from 1; 0 if it is in no file
     * @param node what it says
     */
    record Item(long line, JsonNode node) {}

    /**
     * Returns the next record; null at the end.
     *
     * @throws BadRecord if it is malformed
     * @throws IOException if the file cannot be read
     */
    @Nullable
    Item next() throws IOException, BadRecord;
}
