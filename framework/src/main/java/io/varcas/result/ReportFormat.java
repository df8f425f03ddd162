package io.varcas.result;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a result for people or programs; found by {@link java.util.ServiceLoader}. */
public interface ReportFormat {

    /** Returns the name after {@code -rf}. */
    String name();

    /** Returns the extension of its files, without the dot. */
    String extension();

    /** Returns the purpose of the format, in one line. */
    String description();

    /**
     * Writes a report.
     *
     * @param bundle the result and the files beside it
     * @param out where to; not closed
     * @throws IOException if it cannot be written
     */
    void write(ResultBundle bundle, OutputStream out) throws IOException;
}
