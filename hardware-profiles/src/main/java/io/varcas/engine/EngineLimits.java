package io.varcas.engine;

import io.varcas.validation.Violations;
import java.util.Optional;

/**
 * The limits of one engine: vLLM's scheduler limits and the size of its KV pool.
 *
 * @param maxNumSeqs most requests running at once ({@code --max-num-seqs}), at least 1
 * @param maxNumBatchedTokens most tokens in one step ({@code --max-num-batched-tokens}), at least {@code maxNumSeqs}
 * @param maxModelLen most tokens of one request, prompt and output together ({@code --max-model-len}), at least 2
 * @param kvBlocks blocks in the KV pool, at least 1
 * @param blockTokens tokens a block holds ({@code --block-size}), at least 1; 16 on CUDA
 * @param pipelineStages pipeline-parallel stages, and so batches in flight at once, at least 1
 */
public record EngineLimits(
        int maxNumSeqs, int maxNumBatchedTokens, int maxModelLen, int kvBlocks, int blockTokens, int pipelineStages) {

    /** Tokens a KV block holds on CUDA unless told otherwise (vLLM 0.15 to 0.31, 2026). */
    public static final int DEFAULT_BLOCK_TOKENS = 16;

    /**
     * @throws IllegalArgumentException naming every value that is out of its range
     */
    public EngineLimits {
        Violations.in("engine limits")
                .atLeast(1, "max-num-seqs", maxNumSeqs, "requests")
                .atLeast(Math.max(1, maxNumSeqs), "max-num-batched-tokens", maxNumBatchedTokens, "tokens")
                .atLeast(2, "max-model-len", maxModelLen, "tokens")
                .atLeast(1, "KV pool", kvBlocks, "blocks")
                .atLeast(1, "block size", blockTokens, "tokens")
                .atLeast(1, "pipeline", pipelineStages, "stages")
                .raise();
    }

    /**
     * Returns limits with blocks of 16 tokens, one pipeline stage and no bound on a request but the pool.
     *
     * @param maxNumSeqs as in the record
     * @param maxNumBatchedTokens as in the record
     * @param kvBlocks as in the record
     */
    public static EngineLimits of(int maxNumSeqs, int maxNumBatchedTokens, int kvBlocks) {
        return new EngineLimits(maxNumSeqs, maxNumBatchedTokens, Integer.MAX_VALUE, kvBlocks, DEFAULT_BLOCK_TOKENS, 1);
    }

    /** Returns these limits with another {@code maxModelLen}. */
    public EngineLimits withMaxModelLen(int tokens) {
        return new EngineLimits(maxNumSeqs, maxNumBatchedTokens, tokens, kvBlocks, blockTokens, pipelineStages);
    }

    /** Returns these limits with another {@code blockTokens}, the number of blocks unchanged. */
    public EngineLimits withBlockTokens(int tokens) {
        return new EngineLimits(maxNumSeqs, maxNumBatchedTokens, maxModelLen, kvBlocks, tokens, pipelineStages);
    }

    /** Returns these limits with another {@code pipelineStages}. */
    public EngineLimits withPipelineStages(int stages) {
        return new EngineLimits(maxNumSeqs, maxNumBatchedTokens, maxModelLen, kvBlocks, blockTokens, stages);
    }

    /** Returns the tokens the whole KV pool holds. */
    public long kvTokens() {
        return (long) kvBlocks * blockTokens;
    }

    /** Returns why an engine of these limits can never finish this request, or empty if it can. */
    public Optional<String> refusal(EngineRequest request) {
        long tokens = (long) request.promptTokens() + request.outputTokens();
        if (tokens > maxModelLen) {
            return Optional.of(shape(request) + " exceeds max-model-len " + maxModelLen);
        }
        // The last token is emitted, never stored.
        return tokens - 1 > kvTokens()
                ? Optional.of(shape(request) + " exceeds the KV pool of " + kvTokens() + " tokens")
                : Optional.empty();
    }

    private static String shape(EngineRequest request) {
        return "request " + request.id() + " of " + request.promptTokens() + " + " + request.outputTokens() + " tokens";
    }
}
