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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

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
     * How much of a log there is.
     *
     * @param records whole records
     * @param damage what is wrong with the file behind them, to follow its name; empty if nothing is
     */
    public record Extent(long records, Optional<String> damage) {

        private static Extent cut(long records, String what) {
            return new Extent(
                    records,
                    Optional.of(what + ": " + records + " requests could be read, what came behind them is lost"));
        }
    }

    /** Takes a line of the buffer. */
    private interface LineSink {

        void accept(int from, int to) throws IOException;
    }

    /**
     * Reads a log. One that a crash cut off, or that is damaged, is read as far as its lines are whole.
     *
     * @param file the log
     * @param sink takes the records, in the order in which the requests ended
     * @return how many there were, and whether that is all
     * @throws IOException if the file cannot be read, or a line is no record; the message names file and line
     */
    public static Extent read(Path file, Consumer<RequestRecord> sink) throws IOException {
        RequestLogReader reader = new RequestLogReader(file);
        return reader.readAll((from, to) -> sink.accept(reader.parse(from, to)));
    }

    /**
     * Looks whether a log is whole, without reading its records.
     *
     * @param file the log
     * @throws IOException if the file cannot be read
     */
    public static Extent extent(Path file) throws IOException {
        return new RequestLogReader(file).readAll((from, to) -> {});
    }

    private Extent readAll(LineSink sink) throws IOException {
        long records = 0;
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = new GZIPInputStream(raw, BUFFER)) {
            while (fill(in)) {
                int from = 0;
                for (int at = 0; at < size; at++) {
                    if (buffer[at] == '\n') {
                        line++;
                        if (at > from) {
                            sink.accept(from, at);
                            records++;
                        }
                        from = at + 1;
                    }
                }
                System.arraycopy(buffer, from, buffer, 0, size - from);
                size -= from;
            }
        } catch (EOFException cutOff) {
            return Extent.cut(records, "ends in the middle");
        } catch (ZipException damaged) {
            return Extent.cut(records, "is damaged (" + damaged.getMessage() + ")");
        }
        return size == 0 ? new Extent(records, Optional.empty()) : Extent.cut(records, "ends in the middle");
    }

    private boolean fill(InputStream in) throws IOException {
        if (size == buffer.length) {
            buffer = Arrays.copyOf(buffer, size * 2);
        }
        int count = in.read(buffer, size, buffer.length - size);
        size += Math.max(0, count);
        return count >= 0;
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
