package io.varcas.dataset;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import io.varcas.dataset.file.DatasetException;
import io.varcas.workload.ChatMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Turns the outputs of a dataset into ground truth: JSON lines of {@code id}, {@code prompt}, {@code reference} and
 * {@code type}.
 */
public final class GroundTruthExport {

    private static final JsonFactory JSON = new JsonFactory();

    private GroundTruthExport() {}

    /**
     * Writes the requests that have a prompt and an output. The messages of a conversation are joined by blank lines.
     *
     * @param data read to its end
     * @param file where they go; replaced if it is there
     * @return how many were written
     * @throws IOException if the file cannot be written
     * @throws DatasetException if the data cannot be read
     */
    public static long write(Dataset data, Path file) throws IOException {
        long written = 0;
        try (JsonGenerator json = JSON.createGenerator(file.toFile(), JsonEncoding.UTF8)) {
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            for (Optional<DatasetEntry> next = data.next(); next.isPresent(); next = data.next()) {
                DatasetEntry entry = next.get();
                if (entry.prompt().isPresent() && entry.answer().isPresent()) {
                    written++;
                    json.writeStartObject();
                    json.writeStringField(
                            "id", data.format() + ":" + data.tally().entries());
                    json.writeStringField(
                            "prompt",
                            entry.prompt().get().messages().stream()
                                    .map(ChatMessage::content)
                                    .collect(Collectors.joining("\n\n")));
                    json.writeStringField("reference", entry.answer().get());
                    json.writeStringField("type", entry.part().isEmpty() ? "chat" : entry.part());
                    json.writeEndObject();
                }
            }
        }
        return written;
    }
}
