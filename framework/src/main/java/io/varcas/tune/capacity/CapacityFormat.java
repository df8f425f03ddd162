package io.varcas.tune.capacity;

import java.io.IOException;
import java.io.OutputStream;

/** A format of results of searches for capacity; found by {@link java.util.ServiceLoader}. */
public interface CapacityFormat {

    /** Returns the name of the format, such as {@code html}; also the extension of its files, or {@code txt} for {@code text}. */
    String name();

    /**
     * Writes a result.
     *
     * @param result the result
     * @param out the destination; not closed
     * @throws IOException if it cannot be written
     */
    void write(CapacityResult result, OutputStream out) throws IOException;
}
