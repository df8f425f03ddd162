package io.varcas.dataset.format;

import com.fasterxml.jackson.databind.JsonNode;
import io.varcas.annotation.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetNotes;
import io.varcas.dataset.DatasetReader;
import io.varcas.dataset.DatasetSpec;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * Mooncake's traces, {@code {"timestamp": ms, "input_length": n, "output_length": n, "hash_ids": [...]}}. A hash id stands for a block
 * of 512 tokens; prompts are made so that equal ids are equal text, and a server's prefix cache sees what theirs saw.
 */
public final class Mooncake implements DatasetReader {

    /** Tokens of a block (Mooncake's FAST'25 traces, 2025: "each hash id represents a block of 512 tokens"). */
    static final int BLOCK_TOKENS = 512;

    private final DatasetNotes notes = new DatasetNotes();

    /** Returns true if a record was found that is no other format's. */
    private boolean certain;

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

    /** Returns true if a record has what Bailian's traces have not: larger blocks, or AIPerf's sessions and delays. */
    static boolean isCertain(Fields fields) {
        return fields.has("session_id", "delay") || hasLargeBlocks(fields);
    }

    private static boolean hasLargeBlocks(Fields fields) {
        try {
            return HashBlocks.of(fields).areOf(BLOCK_TOKENS, fields.tokens("input_length"), Bailian.BLOCK_TOKENS);
        } catch (IllegalArgumentException unusable) {
            return false; // read(...) refuses it
        }
    }

    @Override
    public DatasetNotes notes() {
        return notes;
    }

    @Override
    public List<DatasetEntry> read(JsonNode record, DatasetSpec spec) {
        Fields fields = new Fields(record, notes);
        HashBlocks blocks = HashBlocks.of(fields);
        OptionalInt input = fields.tokens("input_length");
        if (spec.format().equals(Dataset.AUTO) && blocks.areOf(Bailian.BLOCK_TOKENS, input, BLOCK_TOKENS)) {
            throw new IllegalArgumentException(blocks.ids().size() + " hash_ids for " + input.getAsInt()
                    + " tokens are blocks of 16 tokens, as in Bailian's traces, whose times are seconds; set"
                    + " dataset.format = bailian, or mooncake for blocks of 512 tokens and milliseconds");
        }
        if (spec.format().equals(Dataset.AUTO) && !spec.unitGiven()) {
            noteUnit(fields, spec);
        }
        DatasetEntry entry =
                blocks.entry(fields, input, BLOCK_TOKENS).at(fields.time(spec, TimeUnit.MILLISECONDS, "timestamp"));
        fields.noteRest();
        return List.of(entry);
    }

    /** Notes that times are taken for milliseconds where nothing tells it; a fraction tells that they are not. */
    private void noteUnit(Fields fields, DatasetSpec spec) {
        certain |= isCertain(fields);
        if (certain || fields.timeWithoutUnit("timestamp").isEmpty()) {
            return;
        }
        if (spec.replayed() && Bailian.hasFraction(fields)) {
            throw new IllegalArgumentException("\"timestamp\" = "
                    + fields.timeWithoutUnit("timestamp").orElseThrow()
                    + " has a fraction, as Bailian's seconds have, and the first has none, as Mooncake's milliseconds; set"
                    + " dataset.format (dataset -format) to bailian or mooncake, or dataset.unit (dataset -unit)");
        }
        notes.count(DatasetNotes.TIME_UNIT + "milliseconds, as in Mooncake's traces; set dataset.unit to change this");
    }
}
