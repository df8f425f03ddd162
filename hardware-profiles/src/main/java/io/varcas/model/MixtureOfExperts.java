package io.varcas.model;

import io.varcas.validation.Violations;

/**
 * Experts, of which a router picks a few for each token; some may be shared by all tokens, and some layers may have one
 * dense network instead.
 *
 * @param experts how many there are in a layer (E), at least 2
 * @param perToken how many a token passes through (k), from 1 to E
 * @param intermediate width of an expert, at least 1
 * @param sharedIntermediate width of what all tokens share, 0 if nothing
 * @param denseLayers layers with a dense network instead, at least 0
 * @param denseIntermediate width of that network, 0 if there are no such layers
 * @param gated whether each network has three matrices (gate, up, down) or two
 */
public record MixtureOfExperts(
        int experts,
        int perToken,
        int intermediate,
        int sharedIntermediate,
        int denseLayers,
        int denseIntermediate,
        boolean gated)
        implements FeedForward {

    /** Fitted with kernels on routing by a power law of 1.01 (op tables of aiconfigurator, commit 095f58a51): .9 to .95. */
    private static final double SKEW = 0.93;

    /**
     * @throws IllegalArgumentException if a value is out of its range
     */
    public MixtureOfExperts {
        Violations.in("experts")
                .atLeast(2, "experts", experts, "")
                .within(1, experts, "experts per token", perToken, "")
                .atLeast(1, "expert size", intermediate, "")
                .atLeast(0, "shared expert size", sharedIntermediate, "")
                .atLeast(0, "dense layers", denseLayers, "")
                .findIf(denseLayers > 0 && denseIntermediate < 1, "dense layers have no intermediate size")
                .raise();
    }

    /** Makes experts of three matrices each. */
    public MixtureOfExperts(
            int experts,
            int perToken,
            int intermediate,
            int sharedIntermediate,
            int denseLayers,
            int denseIntermediate) {
        this(experts, perToken, intermediate, sharedIntermediate, denseLayers, denseIntermediate, true);
    }

    @Override
    public double parameters(int hidden, int layers) {
        return denseParameters(hidden)
                + expertLayers(layers)
                        * (experts * expertParameters(hidden) + sharedParameters(hidden) + routerParameters(hidden));
    }

    @Override
    public double activeParameters(int hidden, int layers) {
        return denseParameters(hidden)
                + expertLayers(layers)
                        * (perToken * expertParameters(hidden) + sharedParameters(hidden) + routerParameters(hidden));
    }

    /** Returns the layers that have experts. */
    public int expertLayers(int layers) {
        return layers - denseLayers;
    }

    /** Returns the parameters of one expert. */
    public double expertParameters(int hidden) {
        return matrices() * hidden * intermediate;
    }

    /** Returns the parameters of what all tokens share, per expert layer. */
    public double sharedParameters(int hidden) {
        return matrices() * hidden * sharedIntermediate;
    }

    /** Returns the parameters of the dense layers, all together. */
    public double denseParameters(int hidden) {
        return denseLayers * matrices() * hidden * denseIntermediate;
    }

    /** Returns the parameters of one layer's router. */
    public double routerParameters(int hidden) {
        return (double) hidden * experts;
    }

    /**
     * Returns how many different experts of a layer so many tokens touch: {@code E (1 - (1 - k/E)^(tokens^.93))}. The
     * exponent stands for routers that prefer some experts; 1 would be even routing.
     *
     * @param tokens at least 1
     */
    public double distinctExperts(double tokens) {
        return experts * -Math.expm1(Math.pow(tokens, SKEW) * Math.log1p(-(double) perToken / experts));
    }

    private double matrices() {
        return gated ? 3 : 2;
    }
}
