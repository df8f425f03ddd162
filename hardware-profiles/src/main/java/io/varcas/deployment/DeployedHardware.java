package io.varcas.deployment;

import io.varcas.engine.Cluster;
import io.varcas.engine.Engine;
import io.varcas.engine.EngineLimits;
import io.varcas.engine.Scheduling;
import io.varcas.hardware.CloudInstance;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.MemoryPlan;
import io.varcas.roofline.PhysicalStepTime;
import io.varcas.roofline.ServingLimits;
import io.varcas.roofline.StepModel;
import io.varcas.routing.RoutingPolicy;
import io.varcas.traffic.Seed;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The hardware under a server, looked up: equal engines of one deployment, with what bounds them and how long their steps take.
 *
 * @param deployment model, precision, accelerators of one engine
 * @param limits limits of one engine
 * @param replicas equal engines, at least 1
 * @param routing how requests are spread over them
 * @param scheduling how an engine chooses what a step carries
 * @param timing what step times were fitted to
 * @param kvTokens size of an engine's KV pool, in place of what the memory leaves
 * @param blockTokens tokens of a KV block, at least 1
 * @param instance the machine it is rented as; null if that was not said
 */
public record DeployedHardware(
        Deployment deployment,
        ServingLimits limits,
        int replicas,
        RoutingPolicy routing,
        Scheduling scheduling,
        StepTiming timing,
        OptionalLong kvTokens,
        int blockTokens,
        @Nullable CloudInstance instance) {

    /** Context for which the pool of a model with sliding windows is sized: a short conversation. Others do not care. */
    private static final int TYPICAL_CONTEXT_TOKENS = 2_048;

    /** Returns what the memory of an accelerator is used for. */
    public MemoryPlan memory() {
        return MemoryPlan.of(deployment, limits);
    }

    /** Returns why it cannot serve, in one line with the nearest limit that would do; empty if it can. */
    public Optional<String> refusal() {
        MemoryPlan memory = memory();
        if (memory.kvPoolBytes() <= 0) {
            return memory.refusal();
        }
        long pool = kvTokens.orElse(memory.kvTokens(limits.maxModelLen()));
        if (pool >= limits.maxModelLen()) {
            return Optional.empty();
        }
        String hint = pool < 2 ? "" : "; set max-model-len to " + pool + " or less";
        return Optional.of(
                kvTokens.isPresent()
                        ? "a KV pool of " + pool + " tokens holds no request of max-model-len " + limits.maxModelLen()
                                + hint
                        : memory.refusal().orElseThrow() + hint);
    }

    /** Returns what bounds one engine. */
    public EngineLimits engineLimits() {
        EngineLimits limits = memory().engineLimits(TYPICAL_CONTEXT_TOKENS);
        long longest = (limits.maxModelLen() + blockTokens - 1L) / blockTokens;
        long blocks = kvTokens.orElse(limits.kvTokens()) / blockTokens;
        if (kvTokens.isEmpty()) {
            blocks = Math.max(longest, blocks);
        }
        return new EngineLimits(
                limits.maxNumSeqs(),
                limits.maxNumBatchedTokens(),
                limits.maxModelLen(),
                (int) Math.min(Integer.MAX_VALUE, blocks),
                blockTokens,
                limits.pipelineStages());
    }

    /** Returns step times for one engine. */
    public PhysicalStepTime stepTimes() {
        return new PhysicalStepTime(new StepModel(deployment), timing.coefficients());
    }

    /** Returns a fresh engine. */
    public Engine newEngine() {
        return new Engine(engineLimits(), stepTimes(), scheduling);
    }

    /**
     * Returns fresh engines behind their router.
     *
     * @param seed of the router's choices
     */
    public Cluster newCluster(Seed seed) {
        return Cluster.of(replicas, this::newEngine, routing, seed);
    }

    /** Returns what a first token costs outside the engine: API server, tokenising, launching. */
    public Duration ingress() {
        double millis = timing.overheads().ingressMillis()
                + timing.overheads().perLayerMillis() * deployment.model().layers();
        return Duration.ofNanos(Math.round(millis * 1e6));
    }

    /** Returns the same hardware with every step and every overhead so many times as long. */
    public DeployedHardware slowerBy(double factor) {
        return new DeployedHardware(
                deployment,
                limits,
                replicas,
                routing,
                scheduling,
                timing.scaled(factor),
                kvTokens,
                blockTokens,
                instance);
    }

    /** Returns how many accelerators it takes. */
    public int accelerators() {
        return replicas * deployment.accelerators();
    }

    /** Describes the hardware in one line: {@code llama-3.1-8b in fp8 on 2 x NVIDIA H100 SXM 80 GB (tp 2)}. */
    public String describe() {
        StringBuilder parallel = new StringBuilder();
        add(parallel, "tp", deployment.tensorParallel());
        add(parallel, "pp", deployment.pipelineParallel());
        add(parallel, "replicas", replicas);
        return deployment.model().id() + " in " + deployment.precision().key() + " on " + accelerators() + " x "
                + deployment.accelerator().name() + (parallel.isEmpty() ? "" : " (" + parallel + ")");
    }

    private static void add(StringBuilder parallel, String name, int degree) {
        if (degree > 1) {
            parallel.append(parallel.isEmpty() ? "" : ", ")
                    .append(name)
                    .append(' ')
                    .append(degree);
        }
    }
}
