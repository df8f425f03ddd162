package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Results of the Python harness of 2026-02: {@code {"experiment_id", ..., "records": [{"workload_name",
 * "timestamp_sent", "prompt_text", "output_text", "output_tokens"}]}}. It did not write down how long an output it
 * asked for; {@code output_tokens}, characters of the output divided by four, stands in for it, as it did in its own
 * replays.
 */
public final class HarnessResult implements DatasetReader {

    @Override
    public String name() {
        return Dataset.HARNESS_RESULT;
    }

    @Override
    public String description() {
        return "result of the Python harness: records with timestamp_sent, prompt_text, output_text";
    }

    @Override
    public boolean recognises(JsonNode first) {
        return new Fields(first).has("prompt_text");
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        Fields fields = new Fields(record);
        Fields.required(fields.text("prompt_text"), "\"prompt_text\"");
        OptionalInt output = fields.tokens("output_tokens");
        boolean answered = output.isPresent() && output.getAsInt() > 0;
        return List.of(DatasetEntry.EMPTY
                .in(fields.text("workload_name").orElse(""))
                .at(fields.time(TimeUnit.SECONDS, "timestamp_sent"))
                .asking(fields.prompt("prompt_text"))
                .ofLength(OptionalInt.empty(), answered ? output : OptionalInt.empty())
                .answered(fields.text("output_text").filter(text -> !text.isEmpty())));
    }
}
