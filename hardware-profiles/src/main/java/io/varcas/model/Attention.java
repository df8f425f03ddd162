package io.varcas.model;

/** The attention of one layer: how large its projections are, what it caches, what it computes per token attended to. */
public sealed interface Attention permits GroupedQueryAttention, LatentAttention {

    /** Returns the query heads. */
    int heads();

    /**
     * Returns the parameters of the layer's projections on one tensor-parallel rank; what is replicated counts in full.
     *
     * @param hidden the model's hidden size
     * @param ranks tensor-parallel degree, 1 for the whole layer
     */
    double parametersPerRank(int hidden, int ranks);

    /**
     * Returns the numbers one token leaves in the KV cache of this layer on one rank; heads are replicated once there
     * are more ranks than KV heads.
     */
    double kvElementsPerRank(int ranks);

    /** Returns the FLOPs of one query token attending to one cached token, on one rank, when decoding. */
    double decodeFlopsPerContextToken(int ranks);

    /** Returns the FLOPs of one query token attending to one token, on one rank, when reading a prompt. */
    double prefillFlopsPerPair(int ranks);

    /** Returns whether vLLM can split these heads over so many ranks: evenly, KV heads possibly replicated. */
    boolean splitsOver(int ranks);
}
