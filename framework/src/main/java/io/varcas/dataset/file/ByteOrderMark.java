package io.varcas.dataset.file;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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

    /** A mark, a character a byte, and its encoding; that of UTF-32 begins as that of UTF-16 does and comes first. */
    private record Known(String mark, Charset charset) {}

    private static final List<Known> KNOWN = List.of(
            new Known("\u00FF\u00FE\0\0", Charset.forName("UTF-32LE")),
            new Known("\0\0\u00FE\u00FF", Charset.forName("UTF-32BE")),
            new Known("\u00FF\u00FE", StandardCharsets.UTF_16LE),
            new Known("\u00FE\u00FF", StandardCharsets.UTF_16BE),
            new Known("\u00EF\u00BB\u00BF", StandardCharsets.UTF_8));

    /** Returns the mark that a text begins with. */
    static ByteOrderMark of(byte[] first) {
        String letters = new String(first, StandardCharsets.ISO_8859_1);
        for (Known known : KNOWN) {
            if (letters.startsWith(known.mark())) {
                return new ByteOrderMark(
                        Optional.of(known.charset()), known.mark().length());
            }
        }
        return new ByteOrderMark(Optional.empty(), 0);
    }
}
