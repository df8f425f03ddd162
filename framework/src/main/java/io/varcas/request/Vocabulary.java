package io.varcas.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** The texts that ship with this package. */
final class Vocabulary {

    /** Bits of a word's number. */
    static final int BITS = 9;

    /** Common English words, which the usual tokenizers turn into one token each. */
    static final List<String> WORDS = words();

    private Vocabulary() {}

    /** Returns the lines of a text that are neither empty nor comments. */
    static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(Vocabulary.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("//!"))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> words() {
        List<String> words = lines("words.txt");
        if (words.size() != 1 << BITS) {
            throw new IllegalStateException("words.txt has " + words.size() + " words instead of " + (1 << BITS));
        }
        return words;
    }
}
