package io.varcas.dataset.file;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Files that are no text, by their first bytes. */
final class FileSignature {

    /** Bytes that are needed to tell. */
    static final int LENGTH = 4;

    private static final String UNPACK = "; unpack it first, or pack it with gzip";

    private static final Map<String, String> KINDS = Map.of(
            "PK\003\004", "a zip file" + UNPACK,
            "(\u00b5/\u00fd", "packed with zstd" + UNPACK,
            "\u00fd7zX", "packed with xz" + UNPACK,
            "BZh9", "packed with bzip2" + UNPACK,
            "PAR1", "a Parquet file, which is no text; write it as JSON lines or CSV",
            "ARRO", "an Arrow file, which is no text; write it as JSON lines or CSV",
            "SQLi", "an SQLite database, which is no text; write it as JSON lines or CSV");

    private FileSignature() {}

    /** Returns what a file is that begins with some bytes; empty if it may be text. */
    static Optional<String> of(byte[] first) {
        return Optional.ofNullable(KINDS.get(new String(first, StandardCharsets.ISO_8859_1)));
    }
}
