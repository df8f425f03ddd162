package io.varcas.compare;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** A format of comparisons; found by {@link java.util.ServiceLoader}. */
public interface ComparisonFormat {

    /** Returns the name of the format, such as {@code html}. */
    String name();

    /**
     * Writes a comparison.
     *
     * @param comparison the comparison
     * @param decision the decision of an acceptance rule, if there was one
     * @param out the destination; not closed
     * @throws IOException if the comparison cannot be written
     */
    void write(Comparison comparison, Optional<Decision> decision, OutputStream out) throws IOException;
}
