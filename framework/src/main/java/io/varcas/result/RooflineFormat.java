package io.varcas.result;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes a roofline by itself, for people; found by {@link java.util.ServiceLoader}. */
public interface RooflineFormat {

    /** Returns the name after {@code -rf}, which is the extension of its files as well. */
    String name();

    /**
     * Writes a roofline.
     *
     * @param title the model and the hardware
     * @param lines the roofline as text, monospaced
     * @param roofline the roofline with its points
     * @param out where to; not closed
     * @throws IOException if it cannot be written
     */
    void write(String title, List<String> lines, RooflineResult roofline, OutputStream out) throws IOException;
}
