package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetNotes;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Azure's LLM inference traces, {@code TIMESTAMP,ContextTokens,GeneratedTokens}: of 2023 (date-times without an offset) and of 2024
 * (with one), and tables like them with other names of columns, or times as plain numbers.
 */
public final class AzureTrace implements DatasetReader {

    private final DatasetNotes notes = new DatasetNotes();

    private static final String[] TIME = {"TIMESTAMP", "Timestamp", "timestamp", "Time", "time"};
    private static final String[] CONTEXT = {"ContextTokens", "context_tokens", "input_tokens", "prompt_tokens"};
    private static final String[] GENERATED = {
        "GeneratedTokens", "generated_tokens", "output_tokens", "completion_tokens"
    };

    @Override
    public String name() {
        return Dataset.AZURE;
    }

    @Override
    public String description() {
        return "Azure LLM inference traces: TIMESTAMP, ContextTokens, GeneratedTokens; also timestamp_ms or seconds";
    }

    @Override
    public boolean recognises(JsonNode first) {
        return new Fields(first).has("ContextTokens", "context_tokens");
    }

    @Override
    public DatasetNotes notes() {
        return notes;
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        Fields fields = new Fields(record, notes);
        OptionalLong at = fields.has("timestamp_ms")
                ? fields.time(TimeUnit.MILLISECONDS, "timestamp_ms")
                : fields.time(spec, TimeUnit.SECONDS, TIME);
        OptionalInt context = fields.tokens(CONTEXT);
        OptionalInt generated = fields.tokens(GENERATED);
        if (at.isEmpty() || context.isEmpty() || generated.isEmpty()) {
            throw new IllegalArgumentException("there is no "
                    + (at.isEmpty() ? "TIMESTAMP" : context.isEmpty() ? "ContextTokens" : "GeneratedTokens"));
        }
        fields.noteRest();
        if (context.getAsInt() == 0 || generated.getAsInt() == 0) {
            return List.of(); // a request that failed there
        }
        return List.of(DatasetEntry.EMPTY.at(at).ofLength(context, generated));
    }
}
