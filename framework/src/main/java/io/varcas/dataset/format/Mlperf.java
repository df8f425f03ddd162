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

/**
 * Samples of MLPerf inference, as JSON lines, JSON or CSV: {@code input} with {@code output} and, in its summarisation set,
 * {@code instruction}; {@code question} with {@code system_prompt}; and the names that derived files use.
 */
public final class Mlperf implements DatasetReader {

    private final DatasetNotes notes = new DatasetNotes();

    private static final String[] INPUT = {"input", "question", "text_input"};

    @Override
    public String name() {
        return Dataset.MLPERF;
    }

    @Override
    public String description() {
        return "MLPerf inference: input or question, instruction or system_prompt, output, *_tokens; JSON or CSV";
    }

    @Override
    public boolean recognises(JsonNode first) {
        return new Fields(first).has(INPUT);
    }

    @Override
    public DatasetNotes notes() {
        return notes;
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        Fields fields = new Fields(record, notes);
        String input = Fields.required(fields.text(INPUT), "\"input\" or \"question\"");
        ChatPrompt prompt = fields.text("system_prompt")
                .filter(text -> !text.isBlank())
                .map(system -> ChatPrompt.of(system, input))
                .orElseGet(() -> ChatPrompt.of(fields.text("instruction")
                        .filter(text -> !text.isBlank())
                        .map(instruction -> instruction + "\n\n" + input)
                        .orElse(input)));
        DatasetEntry entry = DatasetEntry.EMPTY
                .asking(Optional.of(prompt))
                .ofLength(
                        fields.tokens("input_tokens", "tok_input_length", "tok_input_len"),
                        fields.tokens("output_tokens", "tok_output_length", "tok_ref_output_len"))
                .answered(fields.text("output", "ref_output", "response"));
        fields.noteRest();
        return List.of(entry);
    }
}
