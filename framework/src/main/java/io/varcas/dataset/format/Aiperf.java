package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetNotes;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import io.varcas.workload.ChatPrompt;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * AIPerf's custom data: {@code text} or {@code text_input}, {@code output_length}, {@code timestamp} in milliseconds. The text is what
 * is asked, so an {@code input_length} beside it is not used.
 */
public final class Aiperf implements DatasetReader {

    private static final String[] TEXT = {"text", "text_input"};

    private final DatasetNotes notes = new DatasetNotes();

    @Override
    public String name() {
        return Dataset.AIPERF;
    }

    @Override
    public String description() {
        return "AIPerf custom data: text or text_input, output_length, timestamp (ms)";
    }

    @Override
    public boolean recognises(JsonNode first) {
        Fields fields = new Fields(first);
        boolean others = fields.has("prompt", "messages", "question", "input");
        return !others
                && (first.path("text").isTextual()
                        || (fields.has("text_input")
                                && fields.has("output_length", "input_length", "timestamp", "session_id", "delay")));
    }

    @Override
    public DatasetNotes notes() {
        return notes;
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        Fields fields = new Fields(record, notes);
        String text = Fields.required(fields.text(TEXT), "\"text\" or \"text_input\"");
        DatasetEntry entry = DatasetEntry.EMPTY
                .at(fields.time(spec, TimeUnit.MILLISECONDS, "timestamp"))
                .asking(Optional.of(ChatPrompt.of(text)))
                .ofLength(OptionalInt.empty(), fields.tokens("output_length"));
        fields.noteRest();
        return List.of(entry);
    }
}
