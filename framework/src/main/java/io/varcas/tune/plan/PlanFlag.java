package io.varcas.tune.plan;

import io.varcas.deployment.DeployedHardware;
import io.varcas.engine.Scheduling;
import io.varcas.model.KvPrecision;
import io.varcas.roofline.CudaGraphs;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.ServingLimits;
import io.varcas.validation.DidYouMean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** A flag of vLLM whose effect the simulated engine models. Flags that it does not model are never part of a plan. */
public enum PlanFlag {
    /** Requests that run at once. */
    MAX_NUM_SEQS("1", "4", "8", "16", "32", "64", "128", "256", "512", "1024"),
    /** Tokens of one step. */
    MAX_NUM_BATCHED_TOKENS("512", "1024", "2048", "4096", "8192", "16384"),
    /** Prompts cut over several steps. */
    ENABLE_CHUNKED_PREFILL("on", "off"),
    /** Reuse of prompt prefixes. */
    ENABLE_PREFIX_CACHING("on", "off"),
    /** Precision of the KV cache. */
    KV_CACHE_DTYPE("auto", "fp8"),
    /** Share of the memory of each accelerator. */
    GPU_MEMORY_UTILIZATION("0.5", "0.6", "0.7", "0.8", "0.85", "0.9", "0.95"),
    /** Tokens of a KV block. */
    BLOCK_SIZE("16", "32"),
    /** Accelerators each layer is split over. */
    TENSOR_PARALLEL_SIZE("1", "2", "4", "8"),
    /** Steps without CUDA graphs; only turned off, never on. */
    ENFORCE_EAGER("off");

    @SuppressWarnings("ImmutableEnumChecker") // a copy that cannot be changed
    private final List<String> values;

    PlanFlag(String... values) {
        this.values = List.of(values);
    }

    /** Returns the name without dashes: {@code max-num-seqs}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the values that are tried, beside the one of the baseline. */
    public List<String> tried() {
        return values;
    }

    /** Returns the names of all flags. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(PlanFlag::label).toList();
    }

    /**
     * Finds a flag by its name.
     *
     * @param name without dashes
     * @throws IllegalArgumentException if no such flag is modelled, with the nearest name
     */
    public static PlanFlag of(String name) {
        return Arrays.stream(values())
                .filter(flag -> flag.label().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(DidYouMean.message("flag of a plan", name, labels())));
    }

    /** Returns whether the flag is a switch, written {@code --name} or {@code --no-name}. */
    public boolean isSwitch() {
        return this == ENABLE_CHUNKED_PREFILL || this == ENABLE_PREFIX_CACHING || this == ENFORCE_EAGER;
    }

    /** Returns the words of a command line that set the flag. */
    public List<String> words(String value) {
        if (isSwitch()) {
            return List.of((value.equals("on") ? "--" : "--no-") + label());
        }
        return List.of("--" + label(), value);
    }

    /** Returns the value that hardware has. */
    public String of(DeployedHardware hardware) {
        return switch (this) {
            case MAX_NUM_SEQS -> String.valueOf(hardware.limits().maxNumSeqs());
            case MAX_NUM_BATCHED_TOKENS -> String.valueOf(hardware.limits().maxNumBatchedTokens());
            case ENABLE_CHUNKED_PREFILL -> onOff(hardware.scheduling().chunkedPrefill());
            case ENABLE_PREFIX_CACHING -> onOff(hardware.scheduling().prefixCaching());
            case KV_CACHE_DTYPE -> hardware.deployment().kvPrecision().key();
            case GPU_MEMORY_UTILIZATION -> String.valueOf(hardware.limits().gpuMemoryUtilization());
            case BLOCK_SIZE -> String.valueOf(hardware.blockTokens());
            case TENSOR_PARALLEL_SIZE -> String.valueOf(hardware.deployment().tensorParallel());
            case ENFORCE_EAGER -> onOff(hardware.deployment().kernels().graphs() == CudaGraphs.NONE);
        };
    }

    /**
     * Returns hardware with another value.
     *
     * @throws IllegalArgumentException if the value is none of the flag, or the hardware cannot be so
     */
    DeployedHardware set(DeployedHardware on, String value) {
        return switch (this) {
            case MAX_NUM_SEQS -> with(on, on.deployment(), seqs(on, whole(value)), on.blockTokens());
            case MAX_NUM_BATCHED_TOKENS ->
                with(on, on.deployment(), on.limits().withMaxNumBatchedTokens(whole(value)), on.blockTokens());
            case GPU_MEMORY_UTILIZATION ->
                with(on, on.deployment(), on.limits().withGpuMemoryUtilization(share(value)), on.blockTokens());
            case ENABLE_CHUNKED_PREFILL -> with(on, on.scheduling().withChunkedPrefill(isOn(value)));
            case ENABLE_PREFIX_CACHING -> with(on, on.scheduling().withPrefixCaching(isOn(value)));
            case KV_CACHE_DTYPE ->
                with(on, on.deployment().withKv(KvPrecision.of(value)), on.limits(), on.blockTokens());
            case BLOCK_SIZE -> with(on, on.deployment(), on.limits(), whole(value));
            case TENSOR_PARALLEL_SIZE -> with(on, split(on.deployment(), whole(value)), on.limits(), on.blockTokens());
            case ENFORCE_EAGER ->
                with(
                        on,
                        on.deployment().withGraphs(isOn(value) ? CudaGraphs.NONE : CudaGraphs.ALL),
                        on.limits(),
                        on.blockTokens());
        };
    }

    /** A step holds at least one token of each request; the limit of tokens may be set after this one. */
    private static ServingLimits seqs(DeployedHardware on, int seqs) {
        return new ServingLimits(
                seqs,
                Math.max(seqs, on.limits().maxNumBatchedTokens()),
                on.limits().maxModelLen(),
                on.limits().gpuMemoryUtilization());
    }

    private static Deployment split(Deployment one, int ranks) {
        return new Deployment(
                one.model(),
                one.accelerator(),
                one.precision(),
                one.kvPrecision(),
                ranks,
                one.pipelineParallel(),
                Math.max(one.acceleratorsPerHost(), ranks * one.pipelineParallel()),
                one.kernels(),
                one.experts());
    }

    private static DeployedHardware with(
            DeployedHardware on, Deployment deployment, ServingLimits limits, int blockTokens) {
        return new DeployedHardware(
                deployment,
                limits,
                on.replicas(),
                on.routing(),
                on.scheduling(),
                on.timing(),
                on.kvTokens(),
                blockTokens,
                on.instance());
    }

    private static DeployedHardware with(DeployedHardware on, Scheduling scheduling) {
        return new DeployedHardware(
                on.deployment(),
                on.limits(),
                on.replicas(),
                on.routing(),
                scheduling,
                on.timing(),
                on.kvTokens(),
                on.blockTokens(),
                on.instance());
    }

    /** Returns hardware with a KV pool of a size. */
    static DeployedHardware withPool(DeployedHardware on, long tokens) {
        return new DeployedHardware(
                on.deployment(),
                on.limits(),
                on.replicas(),
                on.routing(),
                on.scheduling(),
                on.timing(),
                OptionalLong.of(tokens),
                on.blockTokens(),
                on.instance());
    }

    private int whole(String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(label() + "=" + value + ": must be a whole number, at least 1", none);
        }
        throw new IllegalArgumentException(label() + "=" + value + ": must be a whole number, at least 1");
    }

    private double share(String value) {
        try {
            double number = Double.parseDouble(value);
            if (number > 0 && number <= 1) {
                return number;
            }
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException(label() + "=" + value + ": must be a number above 0, at most 1", none);
        }
        throw new IllegalArgumentException(label() + "=" + value + ": must be a number above 0, at most 1");
    }

    private boolean isOn(String value) {
        if (!value.equals("on") && !value.equals("off")) {
            throw new IllegalArgumentException(label() + "=" + value + ": must be on or off");
        }
        return value.equals("on");
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }
}
