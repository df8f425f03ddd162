package io.varcas.result.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The version of Varcas: a file beside this class, because the manifest of a jar into which a user shades it names the user's project.
 */
public final class VarcasVersion {

    private static final String FILE = "version.txt";

    private VarcasVersion() {}

    /** Returns the version, or {@code unpackaged} when classes do not come from a build that wrote one. */
    public static String current() {
        try (InputStream file = VarcasVersion.class.getResourceAsStream(FILE)) {
            return file == null ? "unpackaged" : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException broken) {
            throw new UncheckedIOException("the version of Varcas cannot be read", broken);
        }
    }
}
