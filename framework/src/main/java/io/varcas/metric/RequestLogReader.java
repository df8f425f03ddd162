package io.varcas.metric;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** Reads what a {@link RequestLogWriter} wrote, one record after the other, however many there are. */
public final class RequestLogReader {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int BUFFER = 64 << 10;

    private final Path file;
    private byte[] buffer = new byte[BUFFER];
    private int size;
    private long line;

    private RequestLogReader(Path file) {
        this.file = file;
    }

    /**
     * Reads a log. One that a crash cut off is read as far as its lines are whole.
     *
     * @param file the log
     * @param sink takes the records, in the order in which the requests ended
     * @return the number of records
     * @throws IOException if the file cannot be read, or a line is no record; the message names file and line
     */
    public static long read(Path file, Consumer<RequestRecord> sink) throws IOException {
        return new RequestLogReader(file).readAll(sink);
    }

    private long readAll(Consumer<RequestRecord> sink) throws IOException {
        long records = 0;
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file), BUFFER)) {
            while (fill(in)) {
                int from = 0;
                for (int at = 0; at < size; at++) {
                    if (buffer[at] == '\n') {
                        line++;
                        if (at > from) {
                            sink.accept(parse(from, at));
                            records++;
                        }
                        from = at + 1;
                    }
                }
                System.arraycopy(buffer, from, buffer, 0, size - from);
                size -= from;
            }
        } catch (EOFException cutOff) {
            return records; // the crash came before the first line was out
        }
        return records;
    }

    private boolean fill(InputStream in) throws IOException {
        if (size == buffer.length) {
            buffer = Arrays.copyOf(buffer, size * 2);
        }
        try {
            int count = in.read(buffer, size, buffer.length - size);
            size += Math.max(0, count);
            return count >= 0;
        } catch (EOFException cutOff) {
            return false;
        }
    }

    private RequestRecord parse(int from, int to) throws IOException {
        try (JsonParser json = JSON.createParser(buffer, from, to - from)) {
            return RequestLine.read(json);
        } catch (JsonProcessingException malformed) {
            throw new IOException(file + " line " + line + ": " + malformed.getOriginalMessage(), malformed);
        } catch (IOException | IllegalArgumentException malformed) {
            throw new IOException(file + " line " + line + ": " + malformed.getMessage(), malformed);
        }
    }
}
