package io.varcas.dataset.file;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Lines of UTF-8, numbered from 1. A line that would not fit into memory is an error of the file, not of the JVM. */
public final class LineReader implements Closeable {

    private final InputStream in;
    private final String advice;
    private final Bytes line = new Bytes();
    private long number;

    public LineReader(InputStream in) {
        this(in, DataFile.ENCODING_ADVICE);
    }

    /** Creates a reader; the advice ends the message about a byte that is not UTF-8. */
    public LineReader(InputStream in, String advice) {
        this.in = in;
        this.advice = advice;
    }

    /** Lets what was written be looked at without a copy. */
    private static final class Bytes extends ByteArrayOutputStream {

        Bytes() {
            super(1 << 12);
        }

        /** Returns the place of the first byte that is not UTF-8; -1 if there is none. */
        synchronized int firstFault() {
            return Utf8Validator.firstFault(buf, count);
        }

        synchronized int at(int index) {
            return buf[index] & 0xFF;
        }
    }

    /** Returns the number of the line that was returned last. */
    long number() {
        return number;
    }

    /** Returns the next line that is not blank; null at the end. */
    @Nullable
    String next() throws IOException, BadRecord {
        while (true) {
            String text = read();
            if (text == null || !text.isBlank()) {
                return text;
            }
        }
    }

    private @Nullable String read() throws IOException, BadRecord {
        line.reset();
        number++;
        boolean some = false;
        for (int b = in.read(); b >= 0; b = in.read()) {
            some = true;
            if (b == '\n') {
                break;
            }
            if (line.size() == ReadLimits.LINE_BYTES) {
                throw new BadRecord(
                        number, "the line is longer than " + ReadLimits.mebibytes(ReadLimits.LINE_BYTES), true);
            }
            line.write(b);
        }
        if (!some) {
            return null;
        }
        int fault = line.firstFault();
        if (fault >= 0) {
            throw new BadRecord(number, Utf8Validator.fault(line.at(fault), fault + 1L) + advice, false);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
