package io.varcas.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.varcas.traffic.Seed;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Text that no other request of a run has, so that no part of an answer comes out of a prefix cache: common English words, which
 * the usual tokenizers turn into one token each. Its length in tokens is therefore an estimate.
 *
 * <p>The first three words spell the number of the request in base 512, scrambled by the seed; the rest is drawn. So texts differ
 * from their beginning on for the first 134 million requests, and texts of less than three words are not made.
 */
final class UniqueText {

    /** Words that spell the number of a request. */
    static final int PREFIX = 3;

    private static final int BITS = 9;
    private static final int WORD_COUNT = 1 << BITS;
    private static final long MASK = (1L << (BITS * PREFIX)) - 1;
    private static final long ODD =
            0x9E3779B97F4A7C15L; // multiplying by an odd number permutes the numbers below a power of two
    private static final String[] WORDS = words();

    private final long offset;

    UniqueText(Seed seed) {
        offset = seed.derive("unique text").value();
    }

    /**
     * Returns the text of a request.
     *
     * @param index place of the request in the plan
     * @param tokens wanted length, at least 1
     * @param random chance of the request
     */
    String of(long index, int tokens, RandomGenerator random) {
        StringBuilder text = new StringBuilder(tokens * 6);
        long number = (index * ODD + offset) & MASK;
        for (int i = 0; i < PREFIX; i++) {
            append(text, (int) (number >>> (BITS * i)));
        }
        for (int i = PREFIX; i < tokens; i++) {
            append(text, random.nextInt());
        }
        return text.toString();
    }

    private static void append(StringBuilder text, int bits) {
        if (!text.isEmpty()) {
            text.append(' ');
        }
        text.append(WORDS[bits & (WORD_COUNT - 1)]);
    }

    private static String[] words() {
        try (InputStream in = Objects.requireNonNull(UniqueText.class.getResourceAsStream("words.txt"), "words.txt")) {
            String[] words = new String(in.readAllBytes(), US_ASCII).lines().toArray(String[]::new);
            if (words.length != WORD_COUNT) {
                throw new IllegalStateException("words.txt has " + words.length + " words instead of " + WORD_COUNT);
            }
            return words;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
