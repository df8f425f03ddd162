package io.varcas.model;

import io.varcas.validation.Violations;

/**
 * Attention with keys and values per head, shared by groups of query heads (GQA); with as many KV heads as query heads it
 * is multi-head attention, with one it is multi-query attention.
 *
 * <p>{@code heads * headDim} need not be the hidden size: it is not in Qwen3 and Gemma.
 *
 * @param heads query heads (H), at least 1
 * @param kvHeads key and value heads (K), from 1 to H
 * @param headDim numbers per head (d), at least 1
 * @param outputGate whether a gate as wide as the queries multiplies the output (Qwen3-Next)
 */
public record GroupedQueryAttention(int heads, int kvHeads, int headDim, boolean outputGate) implements Attention {

    /**
     * @throws IllegalArgumentException if a size is below 1 or query heads do not divide into KV groups
     */
    public GroupedQueryAttention {
        Violations.in("attention")
                .atLeast(1, "heads", heads, "")
                .atLeast(1, "KV heads", kvHeads, "")
                .atLeast(1, "head size", headDim, "")
                .thenFindIf(heads % kvHeads != 0, heads + " heads do not divide into " + kvHeads + " KV heads")
                .raise();
    }

    /** Makes attention without an output gate. */
    public GroupedQueryAttention(int heads, int kvHeads, int headDim) {
        this(heads, kvHeads, headDim, false);
    }

    /**
     * Returns {@code h (H/n + 2 K_n) d + (H/n) d h}, K_n the KV heads of a rank; a gate is one more {@code h (H/n) d}.
     */
    @Override
    public double parametersPerRank(int hidden, int ranks) {
        double queries = (double) heads / ranks;
        double perQueryHead = outputGate ? 3 : 2;
        return (double) hidden * headDim * (perQueryHead * queries + 2 * kvHeadsPerRank(ranks));
    }

    /** Returns {@code 2 K_n d}. */
    @Override
    public double kvElementsPerRank(int ranks) {
        return 2 * kvHeadsPerRank(ranks) * headDim;
    }

    /** Scores and values: {@code 4 (H/n) d}. */
    @Override
    public double decodeFlopsPerContextToken(int ranks) {
        return 4.0 * heads / ranks * headDim;
    }

    @Override
    public double prefillFlopsPerPair(int ranks) {
        return decodeFlopsPerContextToken(ranks);
    }

    @Override
    public boolean splitsOver(int ranks) {
        return heads % ranks == 0 && (kvHeads % ranks == 0 || ranks % kvHeads == 0);
    }

    private double kvHeadsPerRank(int ranks) {
        return Math.max((double) kvHeads / ranks, 1);
    }
}
