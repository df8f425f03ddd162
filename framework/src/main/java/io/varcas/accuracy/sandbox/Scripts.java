package io.varcas.accuracy.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Scripts that lie beside the classes of this package. */
final class Scripts {

    private Scripts() {}

    static String read(String name) {
        try (InputStream script = Objects.requireNonNull(Scripts.class.getResourceAsStream(name), name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("the resource " + name + " cannot be read", broken);
        }
    }
}
