package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetNotes;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import io.varcas.workload.RequestOverrides;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/**
 * Our own format, as JSON or CSV: {@code prompt} or {@code messages}, {@code input_tokens}, {@code output_tokens},
 * {@code timestamp} or {@code timestamp_ms}, {@code reference}, {@code part}; all of them optional, one of those
 * before {@code reference} is needed. A trace of times alone leaves prompts and lengths to the workload.
 */
public final class Records implements DatasetReader {

    private final DatasetNotes notes = new DatasetNotes();

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
    public DatasetNotes notes() {
        return notes;
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        Fields fields = new Fields(record, notes);
        if (!asks(fields) && !timed(fields)) {
            throw new IllegalArgumentException(
                    "there is no \"prompt\", \"messages\", \"input_tokens\", \"output_tokens\" or \"timestamp\"");
        }
        DatasetEntry entry = DatasetEntry.EMPTY
                .in(fields.text("part").orElse(""))
                .at(
                        fields.has("timestamp_ms")
                                ? fields.time(TimeUnit.MILLISECONDS, "timestamp_ms")
                                : fields.time(spec, TimeUnit.SECONDS, "timestamp"))
                .asking(fields.prompt("prompt"))
                .ofLength(fields.tokens("input_tokens"), fields.tokens("output_tokens", "max_tokens"))
                .answered(fields.text("reference"))
                .with(fields.has("messages") ? own(fields) : RequestOverrides.NONE);
        fields.noteRest();
        return List.of(entry);
    }

    /** Calls of tools in messages mean nothing without the tools. */
    private static RequestOverrides own(Fields fields) {
        Map<String, String> own = new LinkedHashMap<>();
        for (String name : List.of("tools", "tool_choice")) {
            fields.json(name).ifPresent(value -> own.put(name, value.toString()));
        }
        return own.isEmpty()
                ? RequestOverrides.NONE
                : new RequestOverrides(Optional.empty(), OptionalDouble.empty(), own);
    }

    private static boolean asks(Fields fields) {
        return fields.has("prompt", "messages", "input_tokens", "output_tokens");
    }

    private static boolean timed(Fields fields) {
        return fields.has("timestamp", "timestamp_ms");
    }
}
