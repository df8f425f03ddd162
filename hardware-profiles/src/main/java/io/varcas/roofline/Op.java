package io.varcas.roofline;

import java.util.Locale;

/** The parts a step's time is made of, in the order a step goes through them. */
public enum Op {
    /** Projections of attention: queries, keys, values, output. */
    ATTENTION_PROJECTIONS,
    /** Attention of decoding sequences over their KV cache. */
    DECODE_ATTENTION,
    /** Attention of prompt chunks over themselves and what is cached of their prompt. */
    PREFILL_ATTENTION,
    /** Dense feed-forward networks, shared experts included. */
    FEED_FORWARD,
    /** Routed experts. */
    EXPERTS,
    /** Sums over tensor-parallel ranks, two a layer. */
    ALL_REDUCE,
    /** The matrix that turns the last hidden state into logits, for the sequences that are sampled. */
    LM_HEAD,
    /** Hand-over of hidden states between pipeline stages. */
    PIPELINE_HOP,
    /** Kernel launches and gaps, per layer. */
    LAYER_OVERHEAD,
    /** Sampling, detokenising and bookkeeping, per sequence in the step. */
    SEQUENCE_OVERHEAD,
    /** Scheduling and input preparation, per step. */
    STEP_OVERHEAD,
    /** Routing and permutation, per layer with experts. */
    EXPERT_OVERHEAD,
    /** Waiting for the host, which launches kernel by kernel without CUDA graphs. */
    HOST_LAUNCH;

    /** Returns the name as shown: {@code decode attention}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("lm ", "LM ");
    }
}
