package io.varcas.dataset.file;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** A stream that is checked for UTF-8 while it is read, and whose records may not be endless. */
final class Utf8Input extends FilterInputStream {

    /** A byte that is not UTF-8, or a record that is too long. */
    static final class Fault extends IOException {

        private static final long serialVersionUID = 1;

        private final long line;

        Fault(long line, String message) {
            super(message);
            this.line = line;
        }

        BadRecord record() {
            return new BadRecord(line, String.valueOf(getMessage()), true);
        }
    }

    private final Utf8Validator validator = new Utf8Validator();
    private long line = 1;
    private long column;
    private long left = ReadLimits.RECORD_BYTES;
    private @Nullable Fault fault;

    Utf8Input(InputStream in) {
        super(in);
    }

    /** Begins a record: what was read before does not count. */
    void begin() {
        left = ReadLimits.RECORD_BYTES;
    }

    /** Reads what is left and checks nothing of it, but for the sum at the end of a packed file. */
    void skipToEnd() throws IOException {
        in.transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /** Reads the bytes before a decoding error normally. */
    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        if (fault != null) {
            throw fault;
        }
        int read = super.read(bytes, offset, length);
        if (read < 0 && !validator.isWhole()) {
            throw new Fault(line, "the file ends within a character of UTF-8");
        }
        for (int i = 0; i < read; i++) {
            fault = check(bytes[offset + i] & 0xFF);
            if (fault != null && i > 0) {
                return i;
            }
            if (fault != null) {
                throw fault;
            }
        }
        return read;
    }

    private @Nullable Fault check(int b) {
        column++;
        if (!validator.accepts(b)) {
            return new Fault(line, validator.refusal(b, column) + DataFile.ENCODING_ADVICE);
        }
        if (--left < 0) {
            return new Fault(line, "the record is longer than " + ReadLimits.mebibytes(ReadLimits.RECORD_BYTES));
        }
        if (b == '\n') {
            line++;
            column = 0;
        }
        return null;
    }
}
