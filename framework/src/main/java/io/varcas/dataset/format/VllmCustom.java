package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetNotes;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import java.util.List;

/**
 * The format of {@code vllm bench serve --dataset-name custom}: JSON lines with {@code prompt} and optionally
 * {@code output_tokens}.
 */
public final class VllmCustom implements DatasetReader {

    private final DatasetNotes notes = new DatasetNotes();

    @Override
    public String name() {
        return Dataset.VLLM_CUSTOM;
    }

    @Override
    public String description() {
        return "vllm bench, custom data: JSON lines with prompt, output_tokens";
    }

    /** Never: {@link Records} reads the same, and is more. */
    @Override
    public boolean recognises(JsonNode first) {
        return false;
    }

    @Override
    public DatasetNotes notes() {
        return notes;
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        Fields fields = new Fields(record, notes);
        Fields.required(fields.text("prompt"), "\"prompt\"");
        DatasetEntry entry = DatasetEntry.EMPTY
                .asking(fields.prompt("prompt"))
                .ofLength(fields.tokens(), fields.tokens("output_tokens"));
        fields.noteRest();
        return List.of(entry);
    }
}
