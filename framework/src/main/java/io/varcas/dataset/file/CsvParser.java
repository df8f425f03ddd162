package io.varcas.dataset.file;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows of comma-separated values (RFC 4180): values in double quotes may hold commas, newlines and doubled quotes. Spaces around
 * values are left out, and so are empty lines. After a fault the next row can be read.
 */
final class CsvParser implements Closeable {

    private static final int NONE = -2;
    private static final int END = -1;

    private final InputStream in;
    private final String advice;
    private final Utf8Validator utf8 = new Utf8Validator();
    private final ByteArrayOutputStream value = new ByteArrayOutputStream();
    private int pushedBack = NONE;
    private long line = 1;
    private long rowLine = 1;
    private long column;
    private int left;
    private int last;

    CsvParser(InputStream in) {
        this(in, DataFile.ENCODING_ADVICE);
    }

    /** Creates a parser; the advice ends the message about a byte that is not UTF-8. */
    CsvParser(InputStream in, String advice) {
        this.in = in;
        this.advice = advice;
    }

    /** Returns the line at which the row begins that was returned last, or was broken. */
    long line() {
        return rowLine;
    }

    /**
     * Returns the values of the next row that is not empty; null at the end.
     *
     * @throws BadRecord if it is malformed
     */
    @Nullable
    List<String> next() throws IOException, BadRecord {
        while (true) {
            left = ReadLimits.LINE_BYTES;
            rowLine = line;
            try {
                List<String> row = row();
                if (row == null || row.size() > 1 || !row.get(0).isEmpty()) {
                    return row;
                }
            } catch (BadRecord broken) {
                if (!broken.isLast()) {
                    skipLine();
                }
                throw broken;
            }
        }
    }

    private @Nullable List<String> row() throws IOException, BadRecord {
        List<String> values = new ArrayList<>();
        int b = read();
        if (b == END) {
            return null;
        }
        pushedBack = b;
        while (true) {
            values.add(value());
            if (values.size() > ReadLimits.COLUMNS) {
                throw bad("the row has more than " + ReadLimits.COLUMNS + " columns", false);
            }
            if (read() != ',') {
                return values; // the newline, or the end
            }
        }
    }

    /** Reads a value up to the comma or the end of the line, which is left to be read. */
    private String value() throws IOException, BadRecord {
        value.reset();
        int b = afterSpaces();
        if (b != '"') {
            while (b != ',' && b != '\n' && b != END) {
                value.write(b);
                b = read();
            }
            pushedBack = b;
            return value.toString(StandardCharsets.UTF_8).strip();
        }
        quoted();
        b = afterSpaces();
        if (b != ',' && b != '\n' && b != END) {
            throw bad("not CSV: text follows a closing quote; double a quote that belongs to the value", false);
        }
        pushedBack = b;
        return value.toString(StandardCharsets.UTF_8);
    }

    private void quoted() throws IOException, BadRecord {
        while (true) {
            int b = read();
            if (b == END) {
                throw bad("not CSV: a quote is not closed", true);
            }
            if (b == '"') {
                b = read();
                if (b != '"') {
                    pushedBack = b;
                    return;
                }
            }
            value.write(b);
        }
    }

    private int afterSpaces() throws IOException, BadRecord {
        int b = read();
        while (b == ' ' || b == '\t' || b == '\r') {
            b = read();
        }
        return b;
    }

    private int read() throws IOException, BadRecord {
        if (pushedBack != NONE) {
            int b = pushedBack;
            pushedBack = NONE;
            return b;
        }
        last = in.read();
        if (last == END) {
            if (!utf8.isWhole()) {
                utf8.reset();
                throw new BadRecord(line, "the file ends within a character of UTF-8", true);
            }
            return END;
        }
        column++;
        if (!utf8.accepts(last)) {
            String refusal = utf8.refusal(last, column) + advice;
            utf8.reset();
            throw new BadRecord(line, refusal, false);
        }
        if (--left < 0) {
            throw bad("the row is longer than " + ReadLimits.mebibytes(ReadLimits.LINE_BYTES), true);
        }
        if (last == '\n') {
            line++;
            column = 0;
        }
        return last;
    }

    /** Goes on to the line behind a fault. */
    private void skipLine() throws IOException {
        pushedBack = NONE;
        while (last != '\n' && last != END) {
            last = in.read();
        }
        line += column > 0 ? 1 : 0;
        column = 0;
        utf8.reset();
    }

    private BadRecord bad(String what, boolean atEnd) {
        return new BadRecord(rowLine, what, atEnd);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
