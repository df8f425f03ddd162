package io.varcas.reports.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Copies of the files in other tools' layouts. */
final class PeerFile {

    private PeerFile() {}

    /** Copies files of the resources into a folder, and returns the first. */
    static Path copy(Path folder, String... names) {
        for (String name : names) {
            try {
                Path to = folder.resolve(name);
                Files.createDirectories(Objects.requireNonNull(to.getParent()));
                Files.writeString(to, text(name));
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }
        return folder.resolve(names[0]);
    }

    static String text(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(PeerFile.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
