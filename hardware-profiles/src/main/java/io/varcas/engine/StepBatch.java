package io.varcas.engine;

/**
 * The batch of one engine step: sequences that decode, and chunks of prompts.
 *
 * <p>A view for {@link StepTimeLaw}; valid only while the law runs.
 */
public interface StepBatch {

    /** Returns how many sequences decode in this step. */
    int decodeSequences();

    /** Returns the rows the decoding sequences put through the model: one each, plus their drafts if speculating. */
    int decodeRows();

    /** Returns the KV tokens that decode attention reads: over decoding sequences, context including the new token. */
    long decodeContextTokens();

    /**
     * Returns the KV tokens that decode attention reads in a layer with a sliding window.
     *
     * @param window tokens a sequence's attention reaches back, at least 1
     */
    long decodeContextTokens(int window);

    /** Returns how many prompts (or preempted requests recomputing) have a chunk in this step. */
    int prefillChunks();

    /** Returns the tokens of one chunk. */
    int chunkTokens(int chunk);

    /** Returns the tokens of the same request already in the KV cache before this chunk, computed or cached. */
    int chunkCachedTokens(int chunk);

    /** Returns the tokens of all chunks together. */
    int prefillTokens();

    /** Returns how many sequences are sampled, and so pass the LM head: those decoding and those whose prompt ends. */
    int sampledSequences();
}
