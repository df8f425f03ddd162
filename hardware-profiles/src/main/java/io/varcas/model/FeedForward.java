package io.varcas.model;

/** What follows attention in a layer: one network for all tokens, or experts. */
public sealed interface FeedForward permits DenseFeedForward, MixtureOfExperts {

    /**
     * Returns the parameters over all layers, routers included.
     *
     * @param hidden the model's hidden size
     * @param layers the model's layers
     */
    double parameters(int hidden, int layers);

    /** Returns the parameters that one token passes through, over all layers, routers included. */
    double activeParameters(int hidden, int layers);
}
