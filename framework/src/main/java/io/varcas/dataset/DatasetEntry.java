package io.varcas.dataset;

import io.varcas.workload.ChatPrompt;
import io.varcas.workload.RequestOverrides;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One request as a dataset or trace has it. What it does not say is made or drawn by the workload.
 *
 * @param part part of a mix it belongs to; may be empty
 * @param atNanos when it was sent, on the file's own clock, in nanoseconds
 * @param prompt what it asks
 * @param blocks numbers of the blocks that its prompt begins with: equal numbers are equal text; empty if unknown
 * @param blockTokens tokens of a block, at least 1
 * @param sharedTokens tokens at the beginning of its prompt that it has in common with all others that share any; 0 for
 *     none
 * @param inputTokens length of the prompt in tokens, at least 1
 * @param outputTokens maximum output length, or the output's length, in tokens, at least 1
 * @param answer what was answered, or should be
 * @param own model and temperature, where entries differ in them
 */
public record DatasetEntry(
        String part,
        OptionalLong atNanos,
        Optional<ChatPrompt> prompt,
        List<Long> blocks,
        int blockTokens,
        int sharedTokens,
        OptionalInt inputTokens,
        OptionalInt outputTokens,
        Optional<String> answer,
        RequestOverrides own) {

    /** Tokens of a block (Mooncake's FAST'25 traces, 2025: "each hash id represents a block of 512 tokens"). */
    static final int BLOCK_TOKENS = 512;

    /** An entry that says nothing. */
    public static final DatasetEntry EMPTY = new DatasetEntry(
            "",
            OptionalLong.empty(),
            Optional.empty(),
            List.of(),
            BLOCK_TOKENS,
            0,
            OptionalInt.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            RequestOverrides.NONE);

    /**
     * Copies the blocks.
     *
     * @throws IllegalArgumentException if a length is less than 1
     */
    public DatasetEntry {
        blocks = List.copyOf(blocks);
        check("input", inputTokens);
        check("output", outputTokens);
    }

    /** Returns the same entry in a part of a mix. */
    public DatasetEntry in(String name) {
        return new DatasetEntry(
                name, atNanos, prompt, blocks, blockTokens, sharedTokens, inputTokens, outputTokens, answer, own);
    }

    /** Returns the same entry at a time, in nanoseconds of the file's own clock. */
    public DatasetEntry at(OptionalLong nanos) {
        return new DatasetEntry(
                part, nanos, prompt, blocks, blockTokens, sharedTokens, inputTokens, outputTokens, answer, own);
    }

    /** Returns the same entry with a prompt. */
    public DatasetEntry asking(Optional<ChatPrompt> asked) {
        return new DatasetEntry(
                part, atNanos, asked, blocks, blockTokens, sharedTokens, inputTokens, outputTokens, answer, own);
    }

    /** Returns the same entry with a prompt made of shared blocks. */
    public DatasetEntry ofBlocks(List<Long> numbers, int tokens) {
        return new DatasetEntry(
                part, atNanos, prompt, numbers, tokens, sharedTokens, inputTokens, outputTokens, answer, own);
    }

    /** Returns the same entry with a beginning, in tokens, that it shares with all others that share any. */
    public DatasetEntry sharing(int tokens) {
        return new DatasetEntry(
                part, atNanos, prompt, blocks, blockTokens, tokens, inputTokens, outputTokens, answer, own);
    }

    /** Returns the same entry with lengths, in tokens. */
    public DatasetEntry ofLength(OptionalInt input, OptionalInt output) {
        return new DatasetEntry(part, atNanos, prompt, blocks, blockTokens, sharedTokens, input, output, answer, own);
    }

    /** Returns the same entry with an output. */
    public DatasetEntry answered(Optional<String> text) {
        return new DatasetEntry(
                part, atNanos, prompt, blocks, blockTokens, sharedTokens, inputTokens, outputTokens, text, own);
    }

    /** Returns the same entry with fields of its own. */
    public DatasetEntry with(RequestOverrides fields) {
        return new DatasetEntry(
                part, atNanos, prompt, blocks, blockTokens, sharedTokens, inputTokens, outputTokens, answer, fields);
    }

    private static void check(String what, OptionalInt tokens) {
        if (tokens.isPresent() && tokens.getAsInt() < 1) {
            throw new IllegalArgumentException(what + " tokens " + tokens.getAsInt() + " must be at least 1");
        }
    }
}
