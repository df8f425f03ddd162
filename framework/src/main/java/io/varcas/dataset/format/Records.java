package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Our own layout, as JSON or CSV: {@code prompt} or {@code messages}, {@code input_tokens}, {@code output_tokens}, {@code timestamp}
 * or {@code timestamp_ms}, {@code reference}, {@code part}; all of them optional, one of those before {@code reference} is needed.
 * A trace of times alone leaves prompts and lengths to the workload.
 */
public final class Records implements DatasetReader {

    @Override
    public String name() {
        return Dataset.RECORDS;
    }

    @Override
    public String description() {
        return "JSON or CSV: prompt or messages, input_tokens, output_tokens, timestamp, reference, part";
    }

    @Override
    public boolean recognises(JsonNode first) {
        Fields fields = new Fields(first);
        return asks(fields) || (first.size() == 1 && timed(fields));
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        Fields fields = new Fields(record);
        if (!asks(fields) && !timed(fields)) {
            throw new IllegalArgumentException(
                    "there is no \"prompt\", \"messages\", \"input_tokens\", \"output_tokens\" or \"timestamp\"");
        }
        return List.of(DatasetEntry.EMPTY
                .in(fields.text("part").orElse(""))
                .at(
                        fields.has("timestamp_ms")
                                ? fields.time(TimeUnit.MILLISECONDS, "timestamp_ms")
                                : fields.time(spec.unit(), "timestamp"))
                .asking(fields.prompt("prompt"))
                .ofLength(fields.tokens("input_tokens"), fields.tokens("output_tokens", "max_tokens"))
                .answered(fields.text("reference")));
    }

    private static boolean asks(Fields fields) {
        return fields.has("prompt", "messages", "input_tokens", "output_tokens");
    }

    private static boolean timed(Fields fields) {
        return fields.has("timestamp", "timestamp_ms");
    }
}
