package io.varcas.model;

import io.varcas.validation.Violations;

/**
 * Multi-head latent attention (MLA) of DeepSeek: keys and values are kept as one compressed vector per token, which every
 * tensor-parallel rank holds in full, so that more ranks do not give more room for it.
 *
 * @param heads query heads (H), at least 1
 * @param kvRank length of the compressed vector ({@code kv_lora_rank}), at least 1
 * @param queryRank length of the compressed query ({@code q_lora_rank}); 0 if queries are not compressed
 * @param ropeDim positional part of a head ({@code qk_rope_head_dim}), at least 1
 * @param nopeDim other part of a head ({@code qk_nope_head_dim}), at least 1
 * @param valueDim value part of a head ({@code v_head_dim}), at least 1
 */
public record LatentAttention(int heads, int kvRank, int queryRank, int ropeDim, int nopeDim, int valueDim)
        implements Attention {

    /**
     * @throws IllegalArgumentException if a size is below its least
     */
    public LatentAttention {
        Violations.in("latent attention")
                .atLeast(1, "heads", heads, "")
                .atLeast(1, "kv_lora_rank", kvRank, "")
                .atLeast(0, "q_lora_rank", queryRank, "")
                .atLeast(1, "qk_rope_head_dim", ropeDim, "")
                .atLeast(1, "qk_nope_head_dim", nopeDim, "")
                .atLeast(1, "v_head_dim", valueDim, "")
                .raise();
    }

    /** Returns the projections down are replicated on every rank, those up and out are split by heads. */
    @Override
    public double parametersPerRank(int hidden, int ranks) {
        double headsOfRank = (double) heads / ranks;
        double queryWidth = headsOfRank * (nopeDim + ropeDim);
        double query = queryRank == 0 ? hidden * queryWidth : (double) hidden * queryRank + queryRank * queryWidth;
        double down = (double) hidden * (kvRank + ropeDim);
        double up = kvRank * headsOfRank * (nopeDim + valueDim);
        double out = headsOfRank * valueDim * hidden;
        return query + down + up + out;
    }

    @Override
    public double kvElementsPerRank(int ranks) {
        return (double) kvRank + ropeDim;
    }

    /** With the up-projection absorbed into the query: {@code 2 (H/n) (2 kvRank + ropeDim)}. */
    @Override
    public double decodeFlopsPerContextToken(int ranks) {
        return 2.0 * heads / ranks * (2 * kvRank + ropeDim);
    }

    /** Scores over {@code nope + rope}, values over {@code v}: {@code 2 (H/n) (nope + rope + v)}. */
    @Override
    public double prefillFlopsPerPair(int ranks) {
        return 2.0 * heads / ranks * (nopeDim + ropeDim + valueDim);
    }

    @Override
    public boolean splitsOver(int ranks) {
        return heads % ranks == 0;
    }
}
