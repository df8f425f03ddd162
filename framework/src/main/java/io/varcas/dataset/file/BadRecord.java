package io.varcas.dataset.file;

/** Thrown for a malformed record. */
public final class BadRecord extends Exception {

    private static final long serialVersionUID = 1;

    private final long line;
    private final boolean last;

    /**
     * Creates the fault.
     *
     * @param line line of the file, from 1
     * @param message what is wrong with it
     * @param last whether nothing after it can be read
     */
    BadRecord(long line, String message, boolean last) {
        super(message);
        this.line = line;
        this.last = last;
    }

    public long line() {
        return line;
    }

    public boolean isLast() {
        return last;
    }
}
