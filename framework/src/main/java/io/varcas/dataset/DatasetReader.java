package io.varcas.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.extension.Extensions;
import java.util.List;

/**
 * Understands one format. The file is cut into records before a reader sees it: a line of JSON lines, an element of a
 * JSON array, a row of CSV as an object of texts by column, or {@code {"line": "..."}} for a line of anything else.
 *
 * <p>custom Readers are found by {@link java.util.ServiceLoader}, or named by their class. One is made for each reading
 * of a file, and may keep what it needs from one record to the next.
 */
public interface DatasetReader {

    /** Returns the name of the format, as in {@code -p dataset.format=name}. */
    String name();

    /** Returns a description of the format, one line for listings. */
    String description();

    /**
     * Returns whether a file with this first record is surely of this format.
     *
     * @param first the first record
     */
    boolean recognises(JsonNode first);

    /**
     * Reads a record.
     *
     * @param record the record
     * @param spec what the user asked for
     * @return its requests in their order; none if it is no request and not meant to be one
     * @throws IllegalArgumentException if it is not as it should be; the message says how, without file and line
     */
    List<DatasetEntry> read(JsonNode record, DatasetSpec spec);

    /** Returns what was left out or taken otherwise than written, in all records so far. */
    default DatasetNotes notes() {
        return new DatasetNotes();
    }

    /** Returns whether times count from the start of the load; else they count from the first entry. */
    default boolean timesCountFromStart() {
        return false;
    }

    /** Returns the dataset.formats that there are, built in or added. */
    static Extensions<DatasetReader> extensions() {
        return new Extensions<>(DatasetReader.class, "dataset.format", DatasetReader::name);
    }
}
