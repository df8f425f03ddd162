package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Mooncake's traces, {@code {"timestamp": ms, "input_length": n, "output_length": n, "hash_ids": [...]}}. A hash id stands for a block
 * of 512 tokens; prompts are made so that equal ids are equal text, and a server's prefix cache sees what theirs saw.
 */
public final class Mooncake implements DatasetReader {

    @Override
    public String name() {
        return Dataset.MOONCAKE;
    }

    @Override
    public String description() {
        return "Mooncake: timestamp (ms), input_length, output_length, hash_ids (shared blocks of 512 tokens)";
    }

    @Override
    public boolean recognises(JsonNode first) {
        return new Fields(first).has("input_length");
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        Fields fields = new Fields(record);
        OptionalLong at = fields.time(TimeUnit.MILLISECONDS, "timestamp");
        OptionalInt input = fields.tokens("input_length");
        OptionalInt output = fields.tokens("output_length");
        if (input.isEmpty() || output.isEmpty()) {
            throw new IllegalArgumentException("there is no " + (input.isEmpty() ? "input_length" : "output_length"));
        }
        List<Long> blocks = new ArrayList<>();
        for (JsonNode id : record.path("hash_ids")) {
            if (!id.isIntegralNumber()) {
                throw new IllegalArgumentException("\"hash_ids\" must be whole numbers, but " + id + " is none");
            }
            blocks.add(id.asLong());
        }
        return List.of(DatasetEntry.EMPTY.at(at).ofLength(input, output).ofBlocks(blocks));
    }
}
