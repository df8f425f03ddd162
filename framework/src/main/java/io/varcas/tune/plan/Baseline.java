package io.varcas.tune.plan;

import io.varcas.deployment.DeployedHardware;
import io.varcas.engine.EngineLimits;
import io.varcas.launch.ServerCommand;
import io.varcas.launch.ServerFlag;
import io.varcas.roofline.MemoryPlan;
import io.varcas.roofline.ServingLimits;
import java.util.Map;

/**
 * The server that plans start from.
 *
 * @param hardware its hardware, limits and step times
 * @param engine engine and version, such as {@code vllm 0.32.0}
 * @param command the command that starts it
 * @param isPoolFixed whether the size of its KV pool does not follow from its memory
 */
public record Baseline(DeployedHardware hardware, String engine, ServerCommand command, boolean isPoolFixed) {

    /** A short conversation, as the pool of {@link DeployedHardware} is sized for. */
    private static final int CONTEXT = 2_048;

    /**
     * Returns the baseline of hardware whose command is not known.
     *
     * @param hardware hardware, limits and step times
     * @param engine engine and version
     */
    public static Baseline of(DeployedHardware hardware, String engine) {
        ServerCommand bare = ServerCommand.parse(
                "vllm serve " + hardware.deployment().model().id());
        Baseline unnamed =
                new Baseline(hardware, engine, bare, hardware.kvTokens().isPresent());
        ServerCommand command = unnamed.command(declared(hardware, engine));
        int longest = hardware.limits().maxModelLen();
        return new Baseline(
                hardware,
                engine,
                longest == hardware.deployment().model().maxContextTokens()
                        ? command
                        : command.with(ServerFlag.of("max-model-len", String.valueOf(longest))),
                unnamed.isPoolFixed);
    }

    /** Returns the flags that vLLM would not choose by itself. */
    private static Configuration declared(DeployedHardware hardware, String engine) {
        ServingLimits own = ServingLimits.defaultsOn(
                hardware.deployment().accelerator(), hardware.limits().maxModelLen(), engine);
        Map<PlanFlag, String> defaults = Map.of(
                PlanFlag.MAX_NUM_SEQS, String.valueOf(own.maxNumSeqs()),
                PlanFlag.MAX_NUM_BATCHED_TOKENS, String.valueOf(own.maxNumBatchedTokens()),
                PlanFlag.GPU_MEMORY_UTILIZATION, String.valueOf(own.gpuMemoryUtilization()),
                PlanFlag.ENABLE_CHUNKED_PREFILL, "on",
                PlanFlag.ENABLE_PREFIX_CACHING, "on",
                PlanFlag.KV_CACHE_DTYPE, "auto",
                PlanFlag.BLOCK_SIZE, String.valueOf(EngineLimits.DEFAULT_BLOCK_TOKENS),
                PlanFlag.TENSOR_PARALLEL_SIZE, "1",
                PlanFlag.ENFORCE_EAGER, "off");
        Configuration set = Configuration.BASELINE;
        for (PlanFlag flag : PlanFlag.values()) {
            String value = flag.of(hardware);
            set = value.equals(defaults.get(flag)) ? set : set.with(flag, value);
        }
        return set;
    }

    /**
     * Returns the hardware with a configuration.
     *
     * @throws IllegalArgumentException if it cannot be configured so; one line
     */
    public DeployedHardware with(Configuration configuration) {
        DeployedHardware changed = hardware;
        for (Map.Entry<PlanFlag, String> change : configuration.changes().entrySet()) {
            changed = change.getKey().set(changed, change.getValue());
        }
        int tokens = changed.limits().maxNumBatchedTokens();
        if (!configuration.changes().containsKey(PlanFlag.MAX_NUM_BATCHED_TOKENS)
                && tokens != hardware.limits().maxNumBatchedTokens()) {
            throw new IllegalArgumentException(
                    "max-num-seqs=" + changed.limits().maxNumSeqs()
                            + " needs max-num-batched-tokens of at least as many; it is "
                            + hardware.limits().maxNumBatchedTokens());
        }
        DeployedHardware sized = pooled(changed);
        sized.refusal().ifPresent(why -> {
            throw new IllegalArgumentException(why);
        });
        sized.newEngine(); // refuses limits that do not go with the scheduling
        return sized;
    }

    /** A pool that the server reported differs from the computed one by a number of bytes, which stays. */
    private DeployedHardware pooled(DeployedHardware changed) {
        if (isPoolFixed || hardware.kvTokens().isEmpty()) {
            return changed;
        }
        MemoryPlan before = hardware.memory();
        MemoryPlan after = changed.memory();
        double bytes = hardware.kvTokens().getAsLong() * before.kvBytesPerToken(CONTEXT)
                + after.kvPoolBytes()
                - before.kvPoolBytes();
        long tokens = Math.round(Math.max(0, bytes / after.kvBytesPerToken(CONTEXT)));
        return PlanFlag.withPool(changed, tokens / changed.blockTokens() * changed.blockTokens());
    }

    /** Returns the command that starts a configuration. */
    public ServerCommand command(Configuration configuration) {
        ServerCommand changed = command;
        for (Map.Entry<PlanFlag, String> change : configuration.changes().entrySet()) {
            String name = change.getKey().label();
            if (!change.getKey().isSwitch()) {
                changed = changed.with(ServerFlag.of(name, change.getValue()));
            } else if (change.getKey() == PlanFlag.ENFORCE_EAGER
                    && change.getValue().equals("off")) {
                changed = changed.without(name);
            } else {
                changed = changed.with(ServerFlag.of(change.getValue().equals("on") ? name : "no-" + name));
            }
        }
        return changed;
    }
}
