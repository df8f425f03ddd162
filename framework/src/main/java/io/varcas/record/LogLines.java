package io.varcas.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The lines of a request log, one after the other, as far as they are whole. Empty ones are passed over. */
final class LogLines implements Closeable {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int BUFFER = 64 << 10;

    /** Bytes of the longest line: a request of a million tokens has ten megabytes. */
    private static final int LONGEST = 16 << 20;

    private final InputStream raw;
    private @Nullable InputStream inflated;
    private byte[] buffer = new byte[BUFFER];
    private int size;
    private int begin;
    private int end = -1;
    private long number;
    private long count;
    private @Nullable String damage;
    private boolean ended;

    /**
     * Opens a log.
     *
     * @throws IOException if there is none
     */
    LogLines(Path file) throws IOException {
        raw = Files.newInputStream(file);
    }

    /**
     * Goes on to the next line.
     *
     * @return false behind the last one
     * @throws IOException if the file cannot be read
     */
    boolean next() throws IOException {
        if (ended) {
            return false;
        }
        try {
            do {
                begin = end + 1;
                end = endOfLine();
                number++;
            } while (end == begin);
            if (end < 0 && begin < size && damage == null) {
                damage = "ends in the middle";
            }
        } catch (EOFException cutOff) {
            damage = "ends in the middle";
        } catch (ZipException damaged) {
            damage = "is damaged (" + damaged.getMessage() + ")";
        }
        ended = end < 0 || damage != null;
        count += ended ? 0 : 1;
        return !ended;
    }

    /** Returns the number of the line, from 1. */
    long number() {
        return number;
    }

    /** Returns the number of bytes of the line. */
    int length() {
        return end - begin;
    }

    /** Parses the line. */
    JsonParser json() throws IOException {
        return JSON.createParser(buffer, begin, end - begin);
    }

    /** Returns the lines so far, and what is wrong behind them. */
    RequestLogReader.Extent extent() {
        return RequestLogReader.Extent.of(count, damage);
    }

    @Override
    public void close() throws IOException {
        raw.close();
        if (inflated != null) {
            inflated.close();
        }
    }

    /** Where the newline behind {@code begin} is; -1 if the file ends before. */
    private int endOfLine() throws IOException {
        int at = begin;
        while (true) {
            int newline = newline(buffer, at, size);
            if (newline >= 0) {
                return newline;
            }
            at = size - begin;
            if (!fill()) {
                return -1;
            }
        }
    }

    private static int newline(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    /** Moves the line begun to the front of the buffer, and fills up behind it. */
    private boolean fill() throws IOException {
        size -= begin;
        System.arraycopy(buffer, begin, buffer, 0, size);
        begin = 0;
        if (size == LONGEST) {
            damage = "has a line of more than " + (LONGEST >> 20) + " MiB";
            return false;
        }
        if (size == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(LONGEST, size * 2));
        }
        if (inflated == null) {
            inflated = new GZIPInputStream(raw, BUFFER);
        }
        int read = inflated.read(buffer, size, buffer.length - size);
        size += Math.max(0, read);
        return read >= 0;
    }
}
