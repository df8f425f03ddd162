package io.varcas.engine;

/**
 * The state of an engine at one moment: the numbers behind vLLM's {@code /metrics}.
 *
 * <p>Gauges hold now; counters run since the engine was made and count steps that have ended.
 *
 * @param running requests in the running batch (gauge)
 * @param waiting requests not admitted yet, or preempted (gauge)
 * @param kvBlocks blocks of the KV pool
 * @param kvBlocksUsed blocks held by requests (gauge); cached blocks without a request count as free, as in vLLM
 * @param promptTokens prompt tokens of requests that have their first token
 * @param generationTokens tokens emitted
 * @param preemptions requests put back to waiting because KV blocks ran out
 * @param prefixCacheQueries prompt tokens looked up in the prefix cache at admission
 * @param prefixCacheHits those of them found
 * @param finishedStop requests that ended by themselves
 * @param finishedLength requests that ended at their limit
 * @param finishedAbort requests whose client went away
 * @param steps steps ended
 * @param stepTokens tokens computed in them: {@code stepTokens / steps} is the mean of {@code iteration_tokens_total}
 * @param drafts verifications with drafts (speculative decoding)
 * @param draftTokens tokens drafted
 * @param acceptedDraftTokens drafts accepted
 */
public record EngineCounters(
        int running,
        int waiting,
        int kvBlocks,
        int kvBlocksUsed,
        long promptTokens,
        long generationTokens,
        long preemptions,
        long prefixCacheQueries,
        long prefixCacheHits,
        long finishedStop,
        long finishedLength,
        long finishedAbort,
        long steps,
        long stepTokens,
        long drafts,
        long draftTokens,
        long acceptedDraftTokens) {

    /** Returns the share of the KV pool in use, 0 to 1: {@code kv_cache_usage_perc}. */
    public double kvUsage() {
        return (double) kvBlocksUsed / kvBlocks;
    }

    /** Returns requests ended for this reason: {@code request_success}. */
    public long finished(FinishReason reason) {
        return switch (reason) {
            case STOP -> finishedStop;
            case LENGTH -> finishedLength;
            case ABORT -> finishedAbort;
        };
    }
}
