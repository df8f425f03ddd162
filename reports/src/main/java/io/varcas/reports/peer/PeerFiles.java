package io.varcas.reports.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at files to find out whose they are. */
final class PeerFiles {

    private PeerFiles() {}

    /**
     * Returns the object that a file holds; empty if it holds none, which is no fault yet.
     *
     * @throws IOException if the file cannot be read, or calls itself JSON and is not
     */
    static Optional<PeerObject> object(Path file) throws IOException {
        try {
            return Optional.of(PeerObject.read(file));
        } catch (IOException none) {
            if (String.valueOf(file.getFileName()).endsWith(".json")) {
                throw none;
            }
            return Optional.empty();
        }
    }
}
