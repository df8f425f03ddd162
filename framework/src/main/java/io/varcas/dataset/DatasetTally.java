package io.varcas.dataset;

import java.util.List;

/**
 * What was found in a file so far.
 *
 * @param entries requests
 * @param unused records that were well-formed but no requests, as conversations without an answer
 * @param badLines records that could not be used
 * @param firstBad the first of these, one line each, with file and line
 */
public record DatasetTally(long entries, long unused, long badLines, List<String> firstBad) {

    /** Copies the list. */
    public DatasetTally {
        firstBad = List.copyOf(firstBad);
    }
}
