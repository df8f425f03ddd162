package io.varcas.server;

import io.varcas.engine.Engine;
import io.varcas.engine.EngineLimits;
import io.varcas.engine.LinearStepTime;
import io.varcas.engine.Scheduling;
import io.varcas.engine.StepTimeLaw;
import io.varcas.fault.Faults;

/**
 * What the embedded server simulates: what bounds the engine, how long its steps take, how it schedules.
 *
 * @param limits what bounds it; its KV pool must hold at least one request of the longest length
 * @param law how long its steps take
 * @param scheduling how it chooses what a step carries
 * @param description what it stands for, in one line for reports
 */
public record SimulatedEngine(EngineLimits limits, StepTimeLaw law, Scheduling scheduling, String description) {

    /**
     * Step times of about an 8B model in 16 bits on an H100: 6 ms a step (16 GB of weights at 3.35 TB/s make 4.8 ms, the rest is
     * overhead), 20 us more a sequence, 39 ns more a token of context (128 KiB of KV at that bandwidth) and 25 us more a prompt
     * token (16 GFLOP at 640 TFLOP/s). Assumed from data sheets, not measured; {@code io.varcas.roofline} does better.
     */
    static final LinearStepTime DEFAULT_LAW = new LinearStepTime(6_000_000, 20_000, 39, 25_000);

    /** The default: vLLM's limits on such a GPU, with a context of 8,192 tokens and a KV cache of 409,600. */
    public static final SimulatedEngine DEFAULT = new SimulatedEngine(
            new EngineLimits(256, 8192, 8192, 25_600, EngineLimits.DEFAULT_BLOCK_TOKENS, 1),
            DEFAULT_LAW,
            Scheduling.DEFAULT,
            "about an 8B model on an H100, linear step times");

    /**
     * Checks the pool.
     *
     * @throws IllegalArgumentException if it cannot hold one request of the longest length, as vLLM refuses to start then
     */
    public SimulatedEngine {
        Faults.in("simulated engine")
                .findIf(
                        limits.maxModelLen() > limits.kvTokens(),
                        "the KV pool of " + limits.kvTokens() + " tokens is smaller than max-model-len "
                                + limits.maxModelLen() + "; decrease max-model-len or increase kv-tokens")
                .raise();
    }

    Engine newEngine() {
        return new Engine(limits, law, scheduling);
    }
}
