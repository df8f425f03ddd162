package io.varcas.simulator;

import io.varcas.engine.EngineRequest;

/**
 * One sequence on its way through the engine. Its times are kept by the engine's thread, in nanoseconds of the engine's clock.
 */
final class EngineSequence {

    private static final long NEVER = -1;

    final EngineRequest request;
    final EngineLoop loop;
    final int maxTokens;
    final int choices;
    final TokenSink sink;
    final long arrivedNanos;

    long queuedNanos = NEVER;
    long admittedNanos = NEVER;
    long firstTokenNanos = NEVER;
    long lastTokenNanos = NEVER;
    int preemptions;
    private int cachedTokens;

    /**
     * Creates a job.
     *
     * @param request what the engine needs to know
     * @param loop the engine that computes it; it arrives there now
     * @param maxTokens maximum output length the request allowed
     * @param choices responses the request asked for
     * @param sink hears the tokens
     */
    EngineSequence(EngineRequest request, EngineLoop loop, int maxTokens, int choices, TokenSink sink) {
        this.request = request;
        this.loop = loop;
        this.maxTokens = maxTokens;
        this.choices = choices;
        this.sink = sink;
        this.arrivedNanos = loop.nanos();
    }

    void admitted(long nanos, int cached) {
        admittedNanos = nanos;
        cachedTokens = cached;
    }

    /** Returns the number of prompt tokens that the prefix cache had; known to the sink once the first token is out. */
    int cachedTokens() {
        return cachedTokens;
    }
}
