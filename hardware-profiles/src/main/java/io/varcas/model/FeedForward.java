package io.varcas.model;

/** The feed-forward part of a layer: one network for all tokens, or experts. */
public sealed interface FeedForward permits DenseFeedForward, MixtureOfExperts {

    /**
     * Returns the parameters over all those layers, routers included.
     *
     * @param hidden the model's hidden size
     * @param layers the model's layers that have a feed-forward network
     */
    double parameters(int hidden, int layers);

    /** Returns the parameters that one token passes through, over all those layers, routers included. */
    double activeParameters(int hidden, int layers);
}
