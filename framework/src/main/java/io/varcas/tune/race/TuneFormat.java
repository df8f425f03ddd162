package io.varcas.tune.race;

import java.io.IOException;
import java.io.OutputStream;

/** Writes results of tuning for people; found by {@link java.util.ServiceLoader}. */
public interface TuneFormat {

    /** Returns the name after {@code -rf}, which is the extension of its files as well. */
    String name();

    /**
     * Writes a result.
     *
     * @param result the result
     * @param out where to; not closed
     * @throws IOException if it cannot be written
     */
    void write(TuneResult result, OutputStream out) throws IOException;
}
