package io.varcas.dataset;

import io.varcas.record.TokenCount;
import java.util.List;
import java.util.function.Function;

/**
 * A reader that chooses among all requests of a file. The whole file is read, and its requests are held in memory, before the
 * first one is sent.
 */
public interface PickingReader extends DatasetReader {

    /**
     * Chooses the requests to send and puts them in their order.
     *
     * @param all the requests of all records, in the order of the file
     * @param spec what the user asked for, with the limit
     * @param tokens counts the tokens of a text, with those that mark its beginning and end; asks a server, so the fewer the better
     * @return the requests to send, at most as many as the limit
     * @throws IllegalArgumentException if nothing can be chosen as asked; the message says why, without the file
     */
    List<DatasetEntry> pick(List<DatasetEntry> all, DatasetSpec spec, Function<String, TokenCount> tokens);
}
