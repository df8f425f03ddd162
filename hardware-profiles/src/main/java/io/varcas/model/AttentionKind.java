package io.varcas.model;

/** The attention mechanism of a layer. */
public enum AttentionKind {
    /** Every token sees all before it; the KV cache grows with the context. */
    FULL("full attention"),
    /** A token sees so many before it; the KV cache stops growing there. */
    SLIDING("sliding-window attention"),
    /** A token sees those of its own chunk; the KV cache never exceeds a chunk. */
    CHUNKED("chunked attention"),
    /** Linear attention or a state-space model: a state of fixed size for each sequence, no KV cache. */
    LINEAR("linear attention or state space"),
    /** Tokens do not see each other in this layer. */
    NONE("no attention");

    private final String label;

    AttentionKind(String label) {
        this.label = label;
    }

    /** Returns the kind in words. */
    public String label() {
        return label;
    }
}
