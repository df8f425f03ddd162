package io.varcas.dataset;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Statistics of the part of a file that has been read.
 *
 * @param entries requests
 * @param unused records that were well-formed but no requests, as conversations without an output
 * @param badLines records that could not be used
 * @param firstBad the first of these, one line each, with file and line
 * @param notes what was left out or taken otherwise than written, and how often
 */
public record DatasetStatistics(
        long entries, long unused, long badLines, List<String> firstBad, Map<String, Long> notes) {

    /** Copies the list and the map, keeping its order. */
    public DatasetStatistics {
        firstBad = List.copyOf(firstBad);
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
    }

    /** Returns the same with one more note. */
    DatasetStatistics with(String note, long count) {
        Map<String, Long> more = new LinkedHashMap<>(notes);
        more.put(note, count);
        return new DatasetStatistics(entries, unused, badLines, firstBad, more);
    }

    /** Returns the notes of what makes the load another one than the file has. */
    public Map<String, Long> changes() {
        Map<String, Long> changes = new LinkedHashMap<>(notes);
        changes.keySet().removeIf(note -> !DatasetNotes.changesLoad(note));
        return changes;
    }

    /** Creates statistics without notes. */
    public DatasetStatistics(long entries, long unused, long badLines, List<String> firstBad) {
        this(entries, unused, badLines, firstBad, Map.of());
    }
}
