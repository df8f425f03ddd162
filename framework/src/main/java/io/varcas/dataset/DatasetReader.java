package io.varcas.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.extension.Extensions;
import java.util.List;

/**
 * A reader of one dataset format. The file is split into records before a reader receives them: a line of JSON lines,
 * an element of a JSON array, a CSV row as an object of texts by column, or {@code {"line": "..."}} for a line of any
 * other text.
 *
 * <p>Custom readers are found by {@link java.util.ServiceLoader}, or named by their class. Each reading of a file uses
 * a new instance, which may keep state between records.
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
     * @param spec the dataset as the user specified it
     * @return its requests in order; none if the record is not a request and need not be one
     * @throws IllegalArgumentException if the record is invalid; the message explains it, without file and line
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

    /** Returns the available formats, built in or added. */
    static Extensions<DatasetReader> extensions() {
        return new Extensions<>(DatasetReader.class, "dataset.format", DatasetReader::name);
    }
}
