package io.varcas.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes request records to a file, one line of JSON each, compressed. The caller continues at once: a thread of its
 * own writes, from a queue of bounded length. At least once a second what was written is flushed so that it can be read even
 * if nothing ever follows: a crash loses the last moment, and leaves whole lines.
 */
public final class RequestLogWriter implements Consumer<RequestRecord>, AutoCloseable {

    private static final int QUEUE_LENGTH = 4096;
    private static final int BUFFER = 64 << 10;
    private static final long FLUSH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    /** Records to write; an empty element stands for the end. */
    private final BlockingQueue<Optional<RequestRecord>> queue = new ArrayBlockingQueue<>(QUEUE_LENGTH);

    private final Thread thread;
    private volatile @Nullable IOException fault;

    private RequestLogWriter(Path file, OutputStream out) throws IOException {
        this.file = file;
        Compressed compressed = new Compressed(out);
        JsonGenerator json = new JsonFactory()
                .createGenerator(compressed)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
                .setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        thread = new Thread(() -> writeAll(json, compressed), "varcas-request-log");
        thread.setDaemon(true);
    }

    /** Gzip at its fastest, whose flush ends what was written so far. */
    private static final class Compressed extends GZIPOutputStream {

        Compressed(OutputStream out) throws IOException {
            super(out, BUFFER, true);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }

    /**
     * Opens a log.
     *
     * @param file new file, named {@code *.jsonl.gz}
     * @throws IOException if it cannot be created
     */
    public static RequestLogWriter open(Path file) throws IOException {
        RequestLogWriter writer = new RequestLogWriter(file, Files.newOutputStream(file));
        writer.thread.start();
        return writer;
    }

    /** Hands a record over. Waits only if the writer is thousands of records behind, which shows as lag of the next sends. */
    @Override
    public void accept(RequestRecord request) {
        Optional<RequestRecord> next = Optional.of(request);
        if (queue.offer(next)) {
            return;
        }
        try {
            put(next);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(Optional<RequestRecord> next) throws InterruptedException {
        while (thread.isAlive() && !queue.offer(next, 1, TimeUnit.SECONDS)) {
            // a writer that ended has said why in fault; its records are lost with it
        }
    }

    /** Returns whether writing has failed: what was recorded since is lost, and {@link #close} says why. */
    public boolean isBroken() {
        return fault != null;
    }

    /**
     * Writes what is left and closes the file; nothing may follow.
     *
     * @throws IOException if not everything could be written
     */
    @Override
    public void close() throws IOException {
        finish();
    }

    /**
     * Does what {@link #close} does, before other things are closed.
     *
     * @throws IOException if not everything could be written
     */
    public void finish() throws IOException {
        try {
            if (!queue.offer(Optional.empty())) { // which an interrupt does not keep from ending the file
                put(Optional.empty());
            }
            thread.join();
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted while writing " + file).initCause(interruption);
        }
        if (fault != null) {
            throw new IOException("request log " + file + ": " + fault.getMessage(), fault);
        }
    }

    /** A file that was deleted takes whatever is written, and keeps nothing of it. */
    private void checkThere() throws IOException {
        if (!Files.exists(file)) {
            throw new IOException("it was deleted, moved or renamed while it was written");
        }
    }

    private void writeAll(JsonGenerator json, Compressed compressed) {
        try (json) {
            long flushed = System.nanoTime();
            boolean dirty = false;
            while (true) {
                Optional<RequestRecord> next = queue.poll(100, TimeUnit.MILLISECONDS);
                if (next != null && next.isEmpty()) {
                    json.writeRaw('\n');
                    checkThere();
                    return;
                }
                if (next != null) {
                    RequestLine.write(json, next.get());
                    dirty = true;
                }
                if (dirty && System.nanoTime() - flushed > FLUSH_NANOS) {
                    json.flush();
                    compressed.flush();
                    checkThere();
                    flushed = System.nanoTime();
                    dirty = false;
                }
            }
        } catch (IOException unwritable) {
            fault = unwritable;
        } catch (InterruptedException interruption) {
            fault = new InterruptedIOException("interrupted");
        } catch (Throwable broken) { // or its records would be missing without a word
            fault = new IOException("writing failed: " + broken.getMessage(), broken);
        }
    }
}
