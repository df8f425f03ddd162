package io.varcas.tune.step;

import java.io.IOException;
import java.io.OutputStream;

/** A format of step profiles; found by {@link java.util.ServiceLoader}. */
public interface StepFormat {

    /** Returns the name of the format, such as {@code html}. */
    String name();

    /**
     * Writes a profile as one document.
     *
     * @param profile the profile
     * @param out the destination; not closed
     * @throws IOException if it cannot be written
     */
    void write(StepProfile profile, OutputStream out) throws IOException;
}
