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
 * BurstGPT, {@code Timestamp,Model,Request tokens,Response tokens,Total tokens,Log Type}, times in seconds. The model is the part
 * of the mix. Requests that failed, with no response tokens, are left out.
 */
public final class BurstGpt implements DatasetReader {

    private final DatasetNotes notes = new DatasetNotes();

    @Override
    public String name() {
        return Dataset.BURSTGPT;
    }

    @Override
    public String description() {
        return "BurstGPT: Timestamp (s), Model, Request tokens, Response tokens";
    }

    @Override
    public boolean recognises(JsonNode first) {
        return new Fields(first).has("Request tokens");
    }

    @Override
    public DatasetNotes notes() {
        return notes;
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        Fields fields = new Fields(record, notes);
        OptionalLong at = fields.time(spec, TimeUnit.SECONDS, "Timestamp");
        OptionalInt asked = fields.tokens("Request tokens");
        OptionalInt answered = fields.tokens("Response tokens");
        if (at.isEmpty() || asked.isEmpty() || answered.isEmpty()) {
            throw new IllegalArgumentException("there is no "
                    + (at.isEmpty() ? "Timestamp" : asked.isEmpty() ? "Request tokens" : "Response tokens"));
        }
        String model = fields.text("Model").orElse("");
        fields.noteRest();
        return asked.getAsInt() == 0 || answered.getAsInt() == 0
                ? List.of()
                : List.of(DatasetEntry.EMPTY.in(model).at(at).ofLength(asked, answered));
    }
}
