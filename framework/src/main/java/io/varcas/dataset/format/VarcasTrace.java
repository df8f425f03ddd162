package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import io.varcas.dataset.TraceHeader;
import io.varcas.workload.RequestOverrides;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A trace that Varcas recorded: a header, then one request a line, with its time from the start of the load. */
public final class VarcasTrace implements DatasetReader {

    @Override
    public String name() {
        return Dataset.VARCAS;
    }

    @Override
    public String description() {
        return "trace recorded by Varcas (-record): prompts, parameters, times, outputs";
    }

    @Override
    public boolean recognises(JsonNode first) {
        return TraceHeader.isOne(first);
    }

    @Override
    public boolean timesCountFromStart() {
        return true;
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        if (TraceHeader.isOne(record)) {
            TraceHeader.read(record);
            return List.of();
        }
        Fields fields = new Fields(record);
        if (!fields.has("messages")) {
            throw new IllegalArgumentException("there is no \"messages\"");
        }
        return List.of(DatasetEntry.EMPTY
                .in(fields.text("part").orElse(""))
                .at(fields.time(TimeUnit.MICROSECONDS, "at_us"))
                .asking(fields.prompt())
                .ofLength(fields.tokens("input_tokens"), fields.tokens("max_tokens"))
                .answered(fields.text("answer"))
                .with(new RequestOverrides(fields.text("model"), fields.number("temperature"), own(fields))));
    }

    private static Map<String, String> own(Fields fields) {
        Map<String, String> own = new LinkedHashMap<>();
        fields.json("fields")
                .ifPresent(object -> object.properties()
                        .forEach(field ->
                                own.put(field.getKey(), field.getValue().toString())));
        return own;
    }
}
