package io.varcas.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Makes broken files out of whole ones: bytes and stretches are changed, left out, repeated, cut off, or taken from other files. */
public final class Mutator {

    private static final int MOST_CHANGES = 4;
    private static final int MOST_REPEATS = 200;

    private static final List<byte[]> PIECES = Stream.of(
                    "{",
                    "}",
                    "[",
                    "]",
                    "\"",
                    ",",
                    ":",
                    "\n",
                    "\r",
                    "\\",
                    "null",
                    "true",
                    "NaN",
                    "-Infinity",
                    "-1",
                    "0",
                    "1e999999999",
                    "1e-999999999",
                    "9223372036854775808",
                    "4294967296",
                    "0.1",
                    "\"\"",
                    "{}",
                    "[]",
                    "[[[[[[[[",
                    "\u0000",
                    "\uFEFF",
                    "\uD83D\uDE00",
                    "\\ud800",
                    "\"role\":",
                    "\"messages\":",
                    "\"timestamp\":",
                    "\"hash_ids\":[",
                    "\"varcas_trace\":1,",
                    "Received request a: prompt: '",
                    "max_tokens=99999999999")
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();

    private static final byte[][] NO_TEXT = {
        {(byte) 0xFF}, {(byte) 0xC3}, {(byte) 0xED, (byte) 0xA0, (byte) 0x80}, {(byte) 0xF4, (byte) 0x90, 0, 0}
    };

    private final List<byte[]> seeds;
    private final RandomGenerator random;

    /**
     * Creates a mutator.
     *
     * @param seeds whole files
     * @param random decides what is changed
     */
    public Mutator(List<byte[]> seeds, RandomGenerator random) {
        this.seeds = seeds;
        this.random = random;
    }

    /** Returns a file that is one of the whole ones with up to four changes. */
    public byte[] next() {
        byte[] bytes = one(seeds);
        int changes = 1 + random.nextInt(MOST_CHANGES);
        for (int i = 0; i < changes; i++) {
            bytes = changed(bytes);
        }
        return bytes;
    }

    private byte[] changed(byte[] bytes) {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(1 + Math.min(bytes.length, 64)));
        return switch (random.nextInt(8)) {
            case 0 -> join(bytes, from, new byte[] {(byte) random.nextInt(256)}, Math.min(bytes.length, from + 1));
            case 1 -> join(bytes, from, new byte[0], to);
            case 2 -> join(bytes, from, repeated(bytes, from, to), from);
            case 3 -> join(bytes, from, one(PIECES), from);
            case 4 -> join(bytes, from, one(PIECES), to);
            case 5 -> join(bytes, from, NO_TEXT[random.nextInt(NO_TEXT.length)], from);
            case 6 -> join(bytes, from, new byte[0], bytes.length);
            default -> spliced(bytes, from, to);
        };
    }

    private byte[] spliced(byte[] bytes, int from, int to) {
        byte[] other = one(seeds);
        int start = random.nextInt(other.length + 1);
        int end = start + random.nextInt(other.length - start + 1);
        return join(bytes, from, Arrays.copyOfRange(other, start, end), to);
    }

    private byte[] repeated(byte[] bytes, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int times = 1 + random.nextInt(MOST_REPEATS);
        for (int i = 0; i < times; i++) {
            out.write(bytes, from, to - from);
        }
        return out.toByteArray();
    }

    private byte[] one(List<byte[]> many) {
        return many.get(random.nextInt(many.size()));
    }

    private static byte[] join(byte[] bytes, int end, byte[] middle, int start) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, end);
        out.write(middle, 0, middle.length);
        out.write(bytes, start, bytes.length - start);
        return out.toByteArray();
    }
}
