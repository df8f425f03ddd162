package io.varcas.tune.step;

/** A number of a cell beside its times. */
public enum StepMetric {
    /**
     * Tokens processed in the measured time: prompt tokens of prefill, generated tokens of decode, both of mixed. Warm-ups are in neither the
     * tokens nor the time.
     */
    TOKENS_PER_SECOND("tokensPerSecond", "tokens/s", "tokens/s"),
    /** Requests of the measured batches over the time from their sending to their last end. */
    REQUESTS_PER_SECOND("requestsPerSecond", "requests/s", "requests/s"),
    /**
     * Tokens per second of the batch as a share of B times those of one request alone, of the same kind, prompt and context: 1 if a batch of
     * B takes no longer than one request, 1/B if requests gain nothing from each other. Above 1 only by noise.
     */
    BATCH_EFFICIENCY("batchEfficiency", "batch efficiency", "ratio"),
    /** Mean context of the decoding sequences over the measured steps. */
    CONTEXT_TOKENS("contextTokens", "context", "tokens"),
    /** Mean tokens of a chunk of the decoding sequences; more than 1 if the server speculates or bundles tokens. */
    TOKENS_PER_CHUNK("tokensPerChunk", "tokens per chunk", "tokens"),
    /** Share of the prompt tokens that the server found in its prefix cache; 0 is meant, since every prompt is new. */
    CACHE_HIT_RATE("cacheHitRate", "cache hit rate", "ratio"),
    /** Greatest use of the KV pool. */
    KV_USAGE_MAX("kvUsageMax", "KV use, max", "ratio"),
    /** Greatest memory in use on the GPUs of the server's machine, summed. */
    GPU_MEMORY_MAX("gpuMemoryMaxMib", "GPU memory, max", "MiB"),
    /** Mean share of the time in which a GPU ran a kernel, over the GPUs of the server's machine. */
    GPU_UTILIZATION("gpuUtilization", "GPU utilization", "ratio"),
    /** Most requests that ran at once. */
    RUNNING_MAX("runningMax", "running, max", "requests"),
    /** Most requests that waited at once. */
    WAITING_MAX("waitingMax", "waiting, max", "requests"),
    /** Requests that lost their KV blocks and were computed anew. */
    PREEMPTIONS("preemptions", "preemptions", "requests");

    private final String key;
    private final String title;
    private final String unit;

    StepMetric(String key, String title, String unit) {
        this.key = key;
        this.title = title;
        this.unit = unit;
    }

    /** Returns the key in JSON. */
    public String key() {
        return key;
    }

    /** Returns the name for people. */
    public String title() {
        return title;
    }

    /** Returns the unit; {@code ratio} for a share from 0 to 1. */
    public String unit() {
        return unit;
    }
}
