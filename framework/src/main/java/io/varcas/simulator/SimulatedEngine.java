package io.varcas.simulator;

import io.varcas.deployment.DeployedHardware;
import io.varcas.engine.Engine;
import io.varcas.engine.EngineLimits;
import io.varcas.engine.LinearStepTime;
import io.varcas.engine.Scheduling;
import io.varcas.engine.StepTimeLaw;
import io.varcas.routing.RoutingPolicy;
import io.varcas.validation.Violations;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The simulated engine: its limits, its step times and its scheduling.
 *
 * @param limits what bounds it; its KV pool must hold at least one request of the longest length
 * @param law how long its steps take
 * @param scheduling how it chooses what a step carries
 * @param description what it stands for, in one line for reports
 * @param device the hardware that step times and memory follow from; null if they do not follow from any
 */
public record SimulatedEngine(
        EngineLimits limits,
        StepTimeLaw law,
        Scheduling scheduling,
        String description,
        @Nullable DeployedHardware device) {

    /**
     * Step times of about an 8B model in 16 bits on an H100: 6 ms a step (16 GB of weights at 3.35 TB/s make 4.8 ms, the rest is
     * overhead), 20 us more a sequence, 39 ns more a token of context (128 KiB of KV at that bandwidth) and 25 us more a prompt
     * token (16 GFLOP at 640 TFLOP/s). Assumed from data sheets, not measured; {@code io.varcas.roofline} does better, given hardware.
     */
    static final LinearStepTime DEFAULT_LAW = new LinearStepTime(6_000_000, 20_000, 39, 25_000);

    /** The default: vLLM's limits on such a GPU, with a context of 8,192 tokens and a KV cache of 409,600. */
    public static final SimulatedEngine DEFAULT = new SimulatedEngine(
            new EngineLimits(256, 8192, 8192, 25_600, EngineLimits.DEFAULT_BLOCK_TOKENS, 1),
            DEFAULT_LAW,
            Scheduling.DEFAULT,
            "no device: step times linear in the batch, as of about an 8B model on an H100");

    /**
     * Checks the pool.
     *
     * @throws IllegalArgumentException if it cannot hold one request of the longest length, as vLLM refuses to start then
     */
    public SimulatedEngine {
        Violations.in("simulated engine")
                .findIf(
                        limits.maxModelLen() > limits.kvTokens(),
                        "the KV pool of " + limits.kvTokens() + " tokens is smaller than max-model-len "
                                + limits.maxModelLen() + "; decrease max-model-len or increase kv-tokens")
                .raise();
    }

    /** Simulates no hardware, but step times of any law. */
    public SimulatedEngine(EngineLimits limits, StepTimeLaw law, Scheduling scheduling, String description) {
        this(limits, law, scheduling, description, null);
    }

    /**
     * Simulates hardware.
     *
     * @throws IllegalArgumentException if the model does not fit into its memory, with the reason
     */
    public static SimulatedEngine of(DeployedHardware device) {
        device.refusal().ifPresent(reason -> {
            throw new IllegalArgumentException(reason);
        });
        return new SimulatedEngine(
                device.engineLimits(),
                device.stepTimes(),
                device.scheduling(),
                device.describe() + ", step times by " + device.timing().profile(),
                device);
    }

    /** Returns the hardware it simulates; empty if it is none. */
    public Optional<DeployedHardware> hardware() {
        return Optional.ofNullable(device);
    }

    /** Returns the equal engines behind a router. */
    int replicas() {
        return device == null ? 1 : device.replicas();
    }

    /** Returns the policy that assigns requests to replicas. */
    RoutingPolicy routing() {
        return device == null ? RoutingPolicy.ROUND_ROBIN : device.routing();
    }

    /** Returns the time of a request before it reaches the engine: parsing, tokenizing and hand-over. */
    Duration ingress() {
        return device == null ? Duration.ZERO : device.ingress();
    }

    /** Makes an engine. Those of hardware have step times of their own, which remember what they worked out. */
    Engine newEngine() {
        return device == null ? new Engine(limits, law, scheduling) : device.newEngine();
    }
}
