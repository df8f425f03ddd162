package io.varcas.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes a result in the format of another tool; found by {@link java.util.ServiceLoader}. */
public interface ResultExport {

    /** Returns the name of the format after {@code -to}. */
    String name();

    /** Returns a description of the written files, in one line. */
    String description();

    /**
     * Writes the files.
     *
     * @param bundle the result and the files beside it
     * @param folder where to; it is there
     * @return the files written
     * @throws IOException if a file cannot be written, or the bundle lacks data that the format requires
     */
    List<Path> write(ResultBundle bundle, Path folder) throws IOException;
}
