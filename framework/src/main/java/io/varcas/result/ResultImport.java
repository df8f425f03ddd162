package io.varcas.result;

import java.io.IOException;
import java.nio.file.Path;

/** Reads results of another tool; found by {@link java.util.ServiceLoader}. */
public interface ResultImport {

    /** Returns the name of the format after {@code -from}. */
    String name();

    /** Returns a description of the files it reads, in one line. */
    String description();

    /**
     * Returns whether a file looks as if it has this format. What does not parse has none.
     *
     * @param file the file
     * @throws IOException if it cannot be read at all
     */
    boolean recognizes(Path file) throws IOException;

    /**
     * Reads a file.
     *
     * @param file the file
     * @param bundle where files of the bundle go, such as request records
     * @return its results, with origin {@code imported}
     * @throws IOException if it is damaged, cut off or of another format; the message is one line that begins with the
     *     file
     */
    RunResult read(Path file, BundleFolder bundle) throws IOException;
}
