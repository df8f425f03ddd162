package io.varcas.result;

import java.io.IOException;
import java.io.OutputStream;

/** A format of reports, for people or programs; found by {@link java.util.ServiceLoader}. */
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
     * @param bundle the result and its files
     * @param out the destination; not closed
     * @throws IOException if the report cannot be written
     */
    void write(ResultBundle bundle, OutputStream out) throws IOException;
}
