package io.varcas.dataset;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file, or a resource on the class path, that may be packed; it can be opened again and again. */
record DataFile(String name, ClassLoader loader) {

    private static final int BUFFER = 1 << 16;

    InputStream open() {
        try {
            InputStream raw = raw();
            return name.endsWith(".gz")
                    ? new BufferedInputStream(new GZIPInputStream(raw, BUFFER), BUFFER)
                    : new BufferedInputStream(raw, BUFFER);
        } catch (IOException unreadable) {
            throw new DatasetException("dataset \"" + name + "\" cannot be read: " + unreadable.getMessage());
        }
    }

    /** Name without the ending of a packed file. */
    String plainName() {
        return name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
    }

    private InputStream raw() throws IOException {
        Path file = Path.of(name);
        if (Files.isRegularFile(file)) {
            return Files.newInputStream(file);
        }
        InputStream resource = loader.getResourceAsStream(name);
        if (resource == null) {
            throw new DatasetException("dataset \"" + name + "\" is neither a file nor a resource on the class path");
        }
        return resource;
    }
}
