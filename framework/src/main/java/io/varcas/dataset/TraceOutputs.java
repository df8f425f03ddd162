package io.varcas.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.dataset.file.BadRecord;
import io.varcas.dataset.file.DataFile;
import io.varcas.dataset.file.JsonLines;
import io.varcas.dataset.file.LineReader;
import io.varcas.dataset.file.RecordStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The prompts and outputs of a recorded load, with the places of their requests in the plan. */
public final class TraceOutputs {

    /**
     * One recorded request.
     *
     * @param index place of the request in the plan, from 0
     * @param prompt text of its last message
     * @param text text of its output; empty if none came
     */
    public record Output(long index, String prompt, String text) {}

    private TraceOutputs() {}

    /**
     * Reads a trace.
     *
     * @param trace the file
     * @param sink takes each request, in the order of the plan
     * @throws IOException if it cannot be read or is no trace
     */
    public static void read(Path trace, Consumer<Output> sink) throws IOException {
        try (RecordStream records = new JsonLines(
                new LineReader(new DataFile(trace.toString(), TraceOutputs.class.getClassLoader()).open()))) {
            for (RecordStream.Item item = records.next(); item != null; item = records.next()) {
                JsonNode line = item.node();
                JsonNode messages = line.path("messages");
                if (!TraceHeader.isOne(line) && !messages.isEmpty()) {
                    sink.accept(new Output(
                            line.path("index").asLong(),
                            messages.path(messages.size() - 1).path("content").asText(""),
                            line.path("answer").asText("")));
                }
            }
        } catch (BadRecord malformed) {
            throw new IOException(
                    trace.getFileName() + ", line " + malformed.line() + ": " + malformed.getMessage(), malformed);
        }
    }
}
