package io.varcas.roofline;

import io.varcas.hardware.Accelerator;
import io.varcas.validation.Violations;

/**
 * The limits a vLLM server is started with.
 *
 * @param maxNumSeqs most requests running at once ({@code --max-num-seqs}), at least 1
 * @param maxNumBatchedTokens most tokens in one step ({@code --max-num-batched-tokens}), at least {@code maxNumSeqs}
 * @param maxModelLen most tokens of a request, prompt and output ({@code --max-model-len}), at least 2
 * @param gpuMemoryUtilization share of the memory vLLM may use ({@code --gpu-memory-utilization}), above 0, at most 1
 */
public record ServingLimits(int maxNumSeqs, int maxNumBatchedTokens, int maxModelLen, double gpuMemoryUtilization) {

    private static final double LARGE_GIB = 70;

    /**
     * @throws IllegalArgumentException naming every value that is out of its range
     */
    public ServingLimits {
        Violations.in("serving limits")
                .atLeast(1, "max-num-seqs", maxNumSeqs, "requests")
                .atLeast(maxNumSeqs, "max-num-batched-tokens", maxNumBatchedTokens, "tokens")
                .atLeast(2, "max-model-len", maxModelLen, "tokens")
                .within(0.01, 1, "gpu-memory-utilization", gpuMemoryUtilization, "")
                .raise();
    }

    /**
     * Returns what a server of vLLM takes by itself: the share of memory of its version; 1,024 requests and 8,192 tokens a step on accelerators of 70
     * GiB and more, the A100 excepted; 256 and 2,048 on others (vLLM engine arguments, usage context of the API server,
     * version 0.15).
     *
     * @param accelerator what it runs on
     * @param maxModelLen most tokens of a request
     * @param engine engine and version that serves, such as {@code vllm 0.32.0}; without a version, the
     *     {@linkplain VllmVersion#CURRENT current} one
     */
    public static ServingLimits defaultsOn(Accelerator accelerator, int maxModelLen, String engine) {
        double share = VllmVersion.servedBy(engine).defaultMemoryUtilization();
        boolean large = accelerator.memory().usableGib().value() >= LARGE_GIB
                && !accelerator.id().startsWith("a100");
        return large
                ? new ServingLimits(1_024, 8_192, maxModelLen, share)
                : new ServingLimits(256, 2_048, maxModelLen, share);
    }

    /** Returns these limits with another {@code maxNumSeqs}. */
    public ServingLimits withMaxNumSeqs(int requests) {
        return new ServingLimits(requests, maxNumBatchedTokens, maxModelLen, gpuMemoryUtilization);
    }

    /** Returns these limits with another {@code maxNumBatchedTokens}. */
    public ServingLimits withMaxNumBatchedTokens(int tokens) {
        return new ServingLimits(maxNumSeqs, tokens, maxModelLen, gpuMemoryUtilization);
    }

    /** Returns these limits with another {@code gpuMemoryUtilization}. */
    public ServingLimits withGpuMemoryUtilization(double share) {
        return new ServingLimits(maxNumSeqs, maxNumBatchedTokens, maxModelLen, share);
    }
}
