package io.varcas.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.dataset.file.BadRecord;
import io.varcas.dataset.file.DataFile;
import io.varcas.dataset.file.JsonLines;
import io.varcas.dataset.file.LineReader;
import io.varcas.dataset.file.RecordStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** Merges the traces of the shares of a load into the trace of the load. */
public final class TraceMerge {

    private TraceMerge() {}

    /** A share, and its next request. */
    private static final class Part {

        private final RecordStream records;
        private RecordStream.@Nullable Item next;

        Part(RecordStream records) throws IOException, BadRecord {
            this.records = records;
            this.next = records.next();
        }

        RecordStream.@Nullable Item take() throws IOException, BadRecord {
            RecordStream.Item taken = next;
            next = records.next();
            return taken;
        }

        long index() {
            return next == null ? Long.MAX_VALUE : next.node().path("index").asLong();
        }
    }

    /**
     * Merges traces in the order of the plan.
     *
     * @param shares traces of the shares, each in order
     * @param whole the trace to write
     * @throws IOException if one cannot be read, is no trace, or the whole cannot be written
     */
    public static void merge(List<Path> shares, Path whole) throws IOException {
        List<Part> parts = new ArrayList<>();
        try (BufferedWriter out = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(whole)), StandardCharsets.UTF_8))) {
            for (Path share : shares) {
                Part part = new Part(new JsonLines(
                        new LineReader(new DataFile(share.toString(), TraceMerge.class.getClassLoader()).open())));
                parts.add(part);
                RecordStream.Item header = part.take();
                if (parts.size() == 1 && header != null) {
                    write(out, header.node());
                }
            }
            for (Part least = least(parts); least.index() < Long.MAX_VALUE; least = least(parts)) {
                RecordStream.Item line = least.take();
                if (line != null) {
                    write(out, line.node());
                }
            }
        } catch (BadRecord malformed) {
            throw new IOException("line " + malformed.line() + " of a trace is malformed: " + malformed.getMessage());
        } finally {
            for (Part part : parts) {
                part.records.close();
            }
        }
    }

    private static Part least(List<Part> parts) {
        Part least = parts.get(0);
        for (Part part : parts) {
            least = part.index() < least.index() ? part : least;
        }
        return least;
    }

    private static void write(BufferedWriter out, JsonNode line) throws IOException {
        out.write(line.toString());
        out.write('\n');
    }
}
