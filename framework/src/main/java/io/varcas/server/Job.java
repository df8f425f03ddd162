package io.varcas.server;

import io.varcas.engine.EngineRequest;

/**
 * One sequence on its way through the engine. Its times are kept by the engine's thread, in nanoseconds of the engine's clock.
 */
final class Job {

    private static final long NEVER = -1;

    final EngineRequest request;
    final int maxTokens;
    final int choices;
    final TokenSink sink;
    final long arrivedNanos;

    long admittedNanos = NEVER;
    long firstTokenNanos = NEVER;
    long lastTokenNanos = NEVER;
    int preemptions;
    private int cachedTokens;

    /**
     * Creates a job.
     *
     * @param request what the engine needs to know
     * @param maxTokens longest answer the request allowed
     * @param choices answers the request asked for
     * @param sink hears the tokens
     * @param arrivedNanos when the request arrived
     */
    Job(EngineRequest request, int maxTokens, int choices, TokenSink sink, long arrivedNanos) {
        this.request = request;
        this.maxTokens = maxTokens;
        this.choices = choices;
        this.sink = sink;
        this.arrivedNanos = arrivedNanos;
    }

    void admitted(long nanos, int cached) {
        admittedNanos = nanos;
        cachedTokens = cached;
    }

    /** Prompt tokens that the prefix cache had; known to the sink once the first token is out. */
    int cachedTokens() {
        return cachedTokens;
    }
}
