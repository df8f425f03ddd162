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
 * Alibaba Bailian's traces, {@code {"chat_id", "parent_chat_id", "timestamp": s, "input_length", "output_length", "type", "turn",
 * "hash_ids"}}. They look like Mooncake's, but times are seconds and a hash id stands for a block of 16 tokens. The type is the part
 * of the mix; turns are sent at their own times.
 */
public final class Bailian implements DatasetReader {

    /** Tokens of a block (README of qwen-bailian-usagetraces-anon, 2025: "salted SipHash of 16 tokens per block"). */
    static final int BLOCK_TOKENS = 16;

    private final DatasetNotes notes = new DatasetNotes();

    @Override
    public String name() {
        return Dataset.BAILIAN;
    }

    @Override
    public String description() {
        return "Alibaba Bailian: timestamp (s), input_length, output_length, type, hash_ids (blocks of 16 tokens)";
    }

    /** Recognises its own fields, blocks of 16 tokens, and, where nothing tells it from Mooncake, times with a fraction. */
    @Override
    public boolean recognises(JsonNode first) {
        Fields fields = new Fields(first);
        if (!fields.has("input_length")) {
            return false;
        }
        return hasOwnFields(fields) || hasOwnBlocks(fields) || (!Mooncake.isCertain(fields) && hasFraction(fields));
    }

    private static boolean hasOwnFields(Fields fields) {
        return fields.has("chat_id", "parent_chat_id") || (fields.has("turn") && fields.has("type"));
    }

    private static boolean hasOwnBlocks(Fields fields) {
        try {
            return HashBlocks.of(fields).areOf(BLOCK_TOKENS, fields.tokens("input_length"), Mooncake.BLOCK_TOKENS);
        } catch (IllegalArgumentException unusable) {
            return false; // read(...) refuses it
        }
    }

    /** Returns true if a time has a fraction, as seconds of a trace have; Mooncake's milliseconds have none. */
    static boolean hasFraction(Fields fields) {
        return fields.timeWithoutUnit("timestamp")
                .filter(time -> time.stripTrailingZeros().scale() > 0)
                .isPresent();
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
        if (spec.format().equals(Dataset.AUTO) && !hasOwnFields(fields)) {
            if (blocks.areOf(Mooncake.BLOCK_TOKENS, input, BLOCK_TOKENS)) {
                throw new IllegalArgumentException(blocks.ids().size() + " hash_ids for " + input.getAsInt()
                        + " tokens are blocks of 512 tokens, as in Mooncake's traces, whose times are milliseconds; set"
                        + " dataset.format = mooncake, or bailian for blocks of 16 tokens and seconds");
            }
            if (blocks.ids().isEmpty()
                    && !spec.unitGiven()
                    && fields.timeWithoutUnit("timestamp").isPresent()) {
                notes.count(DatasetNotes.TIME_UNIT
                        + "seconds, because the first one has a fraction; set dataset.unit to change this");
            }
        }
        DatasetEntry entry = blocks.entry(fields, input, BLOCK_TOKENS)
                .in(fields.text("type").orElse(""))
                .at(fields.time(spec, TimeUnit.SECONDS, "timestamp"));
        fields.noteRest();
        return List.of(entry);
    }
}
