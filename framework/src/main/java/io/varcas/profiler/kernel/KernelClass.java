package io.varcas.profiler.kernel;

import com.fasterxml.jackson.annotation.JsonValue;

/** The kind of work of a kernel. */
public enum KernelClass {
    /** Matrix products, dense or with quantized weights. */
    GEMM("GEMM"),
    /** Attention over the KV cache. */
    ATTENTION("attention"),
    /** Routing to experts and their matrix products. */
    MOE("MoE"),
    /** Collective communication between accelerators. */
    COMMUNICATION("communication"),
    /** Copies, fills, transpositions and writes to the KV cache. */
    MEMORY("memory"),
    /** All else: normalization, activation, sampling, kernels that no pattern knows. */
    OTHER("other");

    private final String label;

    KernelClass(String label) {
        this.label = label;
    }

    /** Returns the word in results and reports. */
    @JsonValue
    public String label() {
        return label;
    }
}
