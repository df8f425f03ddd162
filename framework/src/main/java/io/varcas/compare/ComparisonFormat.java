package io.varcas.compare;

import io.varcas.validation.UsageException;
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

    /**
     * Writes the comparisons of several candidates with one baseline as one document.
     *
     * @param candidates the comparisons, at least two
     * @param out the destination; not closed
     * @throws IOException if they cannot be written
     * @throws UsageException if the format holds a single comparison, as it does unless it overrides this method
     */
    default void write(Candidates candidates, OutputStream out) throws IOException {
        throw new UsageException("format " + name() + " holds one comparison, but "
                + candidates.judged().size() + " candidates were given; compare them one by one");
    }
}
