package io.varcas.model;

import io.varcas.validation.Violations;

/**
 * A layer of linear attention or a state-space model: instead of a KV cache that grows, each sequence has a state of
 * fixed size, which every decoded token reads and writes.
 *
 * @param name the mechanism, such as {@code mamba2}
 * @param heads the heads it is split by over tensor-parallel ranks, at least 1
 * @param matrixParameters parameters of the projections of one layer, which a precision may quantize
 * @param otherParameters parameters of convolution, decay and norms of one layer
 * @param convolutionElements numbers of the convolution's state of one sequence and layer, in 16 bits
 * @param stateElements numbers of the recurrent state of one sequence and layer
 * @param stateBytes bytes of one number of the recurrent state, 2 or 4
 */
public record LinearAttention(
        String name,
        int heads,
        double matrixParameters,
        double otherParameters,
        double convolutionElements,
        double stateElements,
        int stateBytes) {

    private static final int HALF_BYTES = 2;

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public LinearAttention {
        Violations.in("linear attention")
                .notBlank("name", name)
                .atLeast(1, "heads", heads, "")
                .positive("matrix parameters", matrixParameters, "")
                .notNegative("other parameters", otherParameters, "")
                .notNegative("convolution state", convolutionElements, "")
                .notNegative("recurrent state", stateElements, "")
                .raise();
    }

    /** Returns the bytes of one sequence's state in one layer, on one of so many ranks. */
    public double stateBytesPerRank(int ranks) {
        return (convolutionElements * HALF_BYTES + stateElements * stateBytes) / ranks;
    }

    /** Returns whether vLLM can split it evenly by heads over a number of ranks. */
    public boolean splitsOver(int ranks) {
        return heads % ranks == 0;
    }
}
