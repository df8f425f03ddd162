package io.varcas.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.varcas.document.LenientJson;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@link RequestLogWriter} wrote, one record after the other, however many there are. While the caller is
 * at the records of one batch, a thread of its own reads the next: inflating and parsing take as long as most of what
 * is computed from the records.
 */
public final class RequestLogReader {

    private static final int BATCH_BYTES = 256 << 10;

    private final Path file;
    private final LogLines lines;

    private RequestLogReader(Path file, LogLines lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * Completeness of a log.
     *
     * @param records whole records
     * @param damage what is wrong with the file behind them, to follow its name; empty if nothing is
     */
    public record Extent(long records, Optional<String> damage) {

        static Extent of(long records, @Nullable String damage) {
            return new Extent(
                    records,
                    Optional.ofNullable(damage)
                            .map(what -> what + ": " + records + " requests could be read, the rest is lost"));
        }
    }

    /**
     * Reads a log. One that a crash cut off, or that is damaged, is read as far as its lines are whole.
     *
     * @param file the log
     * @param sink takes the records on the caller's thread, in the order in which the requests ended
     * @return how many there were, and whether that is all
     * @throws IOException if the file cannot be read, or a line is no record; the message names file and line
     */
    public static Extent read(Path file, Consumer<RequestRecord> sink) throws IOException {
        ExecutorService ahead = Executors.newSingleThreadExecutor(RequestLogReader::thread);
        try (LogLines lines = new LogLines(file)) {
            RequestLogReader reader = new RequestLogReader(file, lines);
            List<RequestRecord> batch = reader.await(ahead.submit(reader::batch));
            while (!batch.isEmpty()) {
                Future<List<RequestRecord>> next = ahead.submit(reader::batch);
                batch.forEach(sink);
                batch = reader.await(next);
            }
            return lines.extent();
        } finally {
            ahead.shutdownNow();
        }
    }

    /**
     * Looks whether a log is whole, without reading its records.
     *
     * @param file the log
     * @throws IOException if the file cannot be read
     */
    public static Extent extent(Path file) throws IOException {
        try (LogLines lines = new LogLines(file)) {
            while (lines.next()) {
                // to the end
            }
            return lines.extent();
        }
    }

    /** The next records, some hundred kilobytes of them; none behind the last. */
    private List<RequestRecord> batch() throws IOException {
        List<RequestRecord> records = new ArrayList<>();
        for (int bytes = 0; bytes < BATCH_BYTES && lines.next(); bytes += lines.length()) {
            records.add(parse());
        }
        return records;
    }

    private RequestRecord parse() throws IOException {
        try (JsonParser json = lines.json()) {
            return RequestLine.read(json);
        } catch (JsonProcessingException malformed) {
            throw new IOException(file + " line " + lines.number() + ": " + LenientJson.fault(malformed), malformed);
        } catch (IOException malformed) {
            throw new IOException(file + " line " + lines.number() + ": " + malformed.getMessage(), malformed);
        } catch (NumberFormatException malformed) {
            throw new IOException(
                    file + " line " + lines.number() + ": no record of a request: a hash is no hexadecimal number",
                    malformed);
        } catch (IllegalArgumentException | ArithmeticException malformed) {
            throw new IOException(
                    file + " line " + lines.number() + ": no record of a request: " + malformed.getMessage(),
                    malformed);
        }
    }

    private List<RequestRecord> await(Future<List<RequestRecord>> batch) throws IOException {
        try {
            return batch.get();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while reading " + file).initCause(interruption);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException(file + " line " + lines.number(), failed.getCause());
        }
    }

    private static Thread thread(Runnable reading) {
        Thread thread = new Thread(reading, "varcas-request-log-reader");
        thread.setDaemon(true);
        return thread;
    }
}
