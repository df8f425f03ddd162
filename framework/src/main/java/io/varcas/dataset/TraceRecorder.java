package io.varcas.dataset;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.varcas.record.RequestRecord;
import io.varcas.request.PlannedRequest;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * Records a load as a trace: every request with its prompt, its length, its time and its output. Requests are written
 * down as they end, and put in the order of the plan when the load has ended; until then 24 bytes of memory a request
 * are needed.
 *
 * <p>Writing costs the client time, which is why it is asked for and not done always. May be used by several threads.
 */
public final class TraceRecorder implements Closeable {

    private static final JsonFactory JSON = new JsonFactory();

    /** The position of a line in the file. */
    private record Place(long index, long offset, int length) {}

    private final TraceHeader header;
    private final Path file;
    private final Path unsorted;
    private final RandomAccessFile lines;
    private final List<Place> places = new ArrayList<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 12);
    private long size;
    private boolean closed;

    /**
     * Begins a trace.
     *
     * @param file where it goes; its name ends in {@code .gz}
     * @param header settings of the load
     * @throws IOException if it cannot be written
     */
    public TraceRecorder(Path file, TraceHeader header) throws IOException {
        this.header = header;
        this.file = file;
        this.unsorted = file.resolveSibling(file.getFileName() + ".part");
        this.lines = new RandomAccessFile(unsorted.toFile(), "rw");
    }

    /**
     * Writes a request down.
     *
     * @param asked what it was
     * @param request how it went
     * @param answer the text that came; empty if none came
     * @throws IOException if that fails
     */
    public synchronized void add(PlannedRequest asked, RequestRecord request, String answer) throws IOException {
        if (closed) {
            return; // a late end, after the load gave it up
        }
        line.reset();
        try (JsonGenerator json = JSON.createGenerator(line, JsonEncoding.UTF8)) {
            TraceLine.write(json, asked, request, answer);
        }
        line.write('\n');
        byte[] bytes = line.toByteArray();
        lines.write(bytes);
        places.add(new Place(asked.index(), size, bytes.length));
        size += bytes.length;
    }

    /** Puts the requests in order and ends the trace. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        places.sort(Comparator.comparingLong(Place::index));
        try (OutputStream out = new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file)), 1 << 16)) {
            try (JsonGenerator json =
                    JSON.createGenerator(out, JsonEncoding.UTF8).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
                header.write(json);
            }
            out.write('\n');
            for (Place place : places) {
                byte[] bytes = new byte[place.length()];
                lines.seek(place.offset());
                lines.readFully(bytes);
                out.write(bytes);
            }
        }
        lines.close();
        Files.delete(unsorted);
    }
}
