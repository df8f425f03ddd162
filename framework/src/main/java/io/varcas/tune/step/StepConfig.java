package io.varcas.tune.step;

import io.varcas.validation.Violations;

/**
 * One cell of a step profile: what is measured, and how often.
 *
 * @param name its name, unique in a profile
 * @param kind kind of work
 * @param promptTokens C: tokens of each prompt that is read, at least 1
 * @param contextBlocks M: KV blocks of the context of each decoding sequence, at least 1
 * @param batch B: requests at once, 1 to 65,536
 * @param blockSize tokens of a KV block, at least 1; the context of a decoding sequence is {@code M * blockSize} tokens
 * @param warmups batches that are sent first and not measured, at least 0
 * @param repeats batches that are measured, at least 1
 */
public record StepConfig(
        String name,
        StepKind kind,
        int promptTokens,
        int contextBlocks,
        int batch,
        int blockSize,
        int warmups,
        int repeats) {

    /** Repeats of the original profiler. */
    public static final int DEFAULT_REPEATS = 10;

    /** Warm-ups of the original profiler. */
    public static final int DEFAULT_WARMUPS = 3;

    /** Tokens of a KV block of vLLM on CUDA. */
    public static final int DEFAULT_BLOCK_SIZE = 16;

    private static final int LARGEST = 1 << 30;
    private static final int LARGEST_BATCH = 1 << 16;

    /**
     * @throws IllegalArgumentException if a number is out of its range; one line with all of them
     */
    public StepConfig {
        Violations.in("step configuration " + name)
                .notBlank("name", name)
                .atLeast(1, "C (prompt)", promptTokens, "tokens")
                .atLeast(1, "M (context)", contextBlocks, "KV blocks")
                .atLeast(1, "B (batch)", batch, "requests")
                .atLeast(1, "block size", blockSize, "tokens")
                .atLeast(0, "warm-ups", warmups, "")
                .atLeast(1, "repeats", repeats, "")
                .findIf(batch > LARGEST_BATCH, "B (batch) is " + batch + " requests; at most " + LARGEST_BATCH)
                .findIf(promptTokens > LARGEST, "C (prompt) is " + promptTokens + " tokens; at most " + LARGEST)
                .findIf(
                        (long) contextBlocks * blockSize > LARGEST,
                        "M * block size is " + (long) contextBlocks * blockSize + " tokens; at most " + LARGEST)
                .raise();
    }

    /** Creates a cell that is named after the numbers that matter to its kind: {@code decode M16 B8 bs16}. */
    public static StepConfig of(
            StepKind kind, int promptTokens, int contextBlocks, int batch, int blockSize, int warmups, int repeats) {
        String name = kind.label()
                + (kind.readsPrompts() ? " C" + promptTokens : "")
                + (kind.decodes() ? " M" + contextBlocks : "")
                + " B" + batch
                + (kind.decodes() ? " bs" + blockSize : "");
        return new StepConfig(name, kind, promptTokens, contextBlocks, batch, blockSize, warmups, repeats);
    }

    /** Returns the context of a decoding sequence, in tokens. */
    public int contextTokens() {
        return contextBlocks * blockSize;
    }

    /** Returns the sequences that decode while it is measured. */
    public int decoding() {
        return switch (kind) {
            case PREFILL -> 0;
            case DECODE -> batch;
            case MIXED -> batch - batch / 2;
        };
    }

    /** Returns the prompts that are read while it is measured. */
    public int reading() {
        return kind.readsPrompts() ? batch - decoding() : 0;
    }

    /** Returns the same cell with another name. */
    public StepConfig named(String other) {
        return new StepConfig(other, kind, promptTokens, contextBlocks, batch, blockSize, warmups, repeats);
    }

    /** Returns the same cell, measured this often. */
    public StepConfig measured(int warm, int often) {
        return new StepConfig(name, kind, promptTokens, contextBlocks, batch, blockSize, warm, often);
    }

    /** Returns the cell of a single request of the same kind, prompt and context. */
    StepConfig alone() {
        return of(kind, promptTokens, contextBlocks, 1, blockSize, Math.min(1, warmups), Math.min(3, repeats));
    }
}
