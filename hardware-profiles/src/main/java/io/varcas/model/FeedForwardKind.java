package io.varcas.model;

/** The network after the attention of a layer. */
public enum FeedForwardKind {
    /** One network for all tokens. */
    DENSE("dense"),
    /** Experts, of which each token passes through a few. */
    EXPERTS("experts"),
    /** The layer has none. */
    NONE("no feed-forward");

    private final String label;

    FeedForwardKind(String label) {
        this.label = label;
    }

    /** Returns the kind in words. */
    public String label() {
        return label;
    }
}
