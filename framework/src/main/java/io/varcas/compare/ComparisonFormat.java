package io.varcas.compare;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Writes comparisons in some format; found by {@link java.util.ServiceLoader}. */
public interface ComparisonFormat {

    /** Returns the name of the format, such as {@code html}. */
    String name();

    /**
     * Writes a comparison.
     *
     * @param comparison what was compared
     * @param decision what a rule said of it, if there was one
     * @param out where to; not closed
     * @throws IOException if it cannot be written
     */
    void write(Comparison comparison, Optional<Decision> decision, OutputStream out) throws IOException;
}
