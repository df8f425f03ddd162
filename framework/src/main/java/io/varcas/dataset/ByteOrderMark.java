package io.varcas.dataset;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The mark at the beginning of a text that tells its encoding (The Unicode Standard 16, section 23.8).
 *
 * @param charset the encoding; empty if there is no mark
 * @param bytes length of the mark
 */
record ByteOrderMark(Optional<Charset> charset, int bytes) {

    /** Bytes that are needed to tell. */
    static final int LENGTH = 4;

    /** A mark and its encoding; that of UTF-32 begins as that of UTF-16 does and comes first. */
    private record Known(byte[] mark, Charset charset) {}

    private static final List<Known> KNOWN = List.of(
            new Known(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 0}, Charset.forName("UTF-32LE")),
            new Known(new byte[] {0, 0, (byte) 0xFE, (byte) 0xFF}, Charset.forName("UTF-32BE")),
            new Known(new byte[] {(byte) 0xFF, (byte) 0xFE}, StandardCharsets.UTF_16LE),
            new Known(new byte[] {(byte) 0xFE, (byte) 0xFF}, StandardCharsets.UTF_16BE),
            new Known(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, StandardCharsets.UTF_8));

    /** Returns the mark that a text begins with. */
    static ByteOrderMark of(byte[] first) {
        for (Known known : KNOWN) {
            int length = known.mark().length;
            if (first.length >= length && Arrays.equals(first, 0, length, known.mark(), 0, length)) {
                return new ByteOrderMark(Optional.of(known.charset()), length);
            }
        }
        return new ByteOrderMark(Optional.empty(), 0);
    }
}
