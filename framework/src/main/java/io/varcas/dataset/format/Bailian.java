package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetNotes;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Alibaba Bailian's traces, {@code {"chat_id", "parent_chat_id", "timestamp": s, "input_length", "output_length", "type", "turn",
 * "hash_ids"}}. They look like Mooncake's, but times are seconds and a hash id stands for a block of 16 tokens. The type is the part
 * of the mix; turns are sent at their own times.
 */
public final class Bailian implements DatasetReader {

    /** Tokens of a block (README of qwen-bailian-usagetraces-anon, 2025: "salted SipHash of 16 tokens per block"). */
    static final int BLOCK_TOKENS = 16;

    private static final int MOONCAKE_TOKENS = 512;

    private final DatasetNotes notes = new DatasetNotes();

    @Override
    public String name() {
        return Dataset.BAILIAN;
    }

    @Override
    public String description() {
        return "Alibaba Bailian: timestamp (s), input_length, output_length, type, hash_ids (blocks of 16 tokens)";
    }

    @Override
    public boolean recognises(JsonNode first) {
        Fields fields = new Fields(first);
        if (!fields.has("input_length") || !first.path("hash_ids").isArray()) {
            return false;
        }
        OptionalInt input = first.path("input_length").canConvertToInt()
                ? OptionalInt.of(first.path("input_length").intValue())
                : OptionalInt.empty();
        return fields.has("chat_id", "parent_chat_id")
                || new HashBlocks(Collections.nCopies(first.path("hash_ids").size(), 0L))
                        .areOf(BLOCK_TOKENS, input, MOONCAKE_TOKENS);
    }

    @Override
    public DatasetNotes notes() {
        return notes;
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        Fields fields = new Fields(record, notes);
        DatasetEntry entry = HashBlocks.of(fields)
                .entry(fields, fields.tokens("input_length"), BLOCK_TOKENS)
                .in(fields.text("type").orElse(""))
                .at(fields.time(spec, TimeUnit.SECONDS, "timestamp"));
        fields.noteRest();
        return List.of(entry);
    }
}
