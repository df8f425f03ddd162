package io.varcas.dataset.file;

/** The greatest sizes that are read of a file: a broken file costs one line of text, not the memory of the machine. */
final class ReadLimits {

    /** Bytes of a line, or of a row of CSV. */
    static final int LINE_BYTES = 32 << 20;

    /** Bytes of an element of a JSON array, which may have many lines. */
    static final int RECORD_BYTES = 64 << 20;

    /** Values, names and brackets of a JSON record. */
    static final int RECORD_TOKENS = 4_000_000;

    /** Characters of one text. */
    static final int TEXT_LENGTH = 32 << 20;

    /** Objects and arrays within each other. */
    static final int NESTING = 500;

    /** TextTable of a CSV file. */
    static final int COLUMNS = 10_000;

    private ReadLimits() {}

    static String mebibytes(int bytes) {
        return (bytes >> 20) + " MiB";
    }
}
