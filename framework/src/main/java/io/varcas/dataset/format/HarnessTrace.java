package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Traces of the Python harness of 2026-02: {@code {"metadata": ..., "prompts": [{"timestamp", "prompt", "max_tokens",
 * "workload_type"}]}}. Its {@code input_tokens} are characters divided by four, and are not used.
 */
public final class HarnessTrace implements DatasetReader {

    @Override
    public String name() {
        return Dataset.HARNESS_TRACE;
    }

    @Override
    public String description() {
        return "trace of the Python harness: prompts with timestamp (s), prompt, max_tokens, workload_type";
    }

    @Override
    public boolean recognises(JsonNode first) {
        Fields fields = new Fields(first);
        return fields.has("workload_type") && fields.has("prompt");
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        Fields fields = new Fields(record);
        Fields.required(fields.text("prompt"), "\"prompt\"");
        return List.of(DatasetEntry.EMPTY
                .in(fields.text("workload_type").orElse(""))
                .at(fields.time(TimeUnit.SECONDS, "timestamp"))
                .asking(fields.prompt("prompt"))
                .ofLength(fields.tokens(), fields.tokens("max_tokens", "output_tokens")));
    }
}
