package io.varcas.hardware;

import io.varcas.validation.Violations;

/**
 * The speed at which decode attention reads the KV cache, beyond the fixed time of its call.
 *
 * @param share16 share of the memory bandwidth with a cache of 16 bits, above 0, at most 1
 * @param share8 the same with a cache of 8 bits, which is converted on the way
 */
public record DecodeAttention(double share16, double share8) {

    /**
     * @throws IllegalArgumentException if a share is not above 0 and at most 1
     */
    public DecodeAttention {
        Violations.in("decode attention")
                .within(0.01, 1, "16 bits", share16, "(share of bandwidth)")
                .within(0.01, 1, "8 bits", share8, "(share of bandwidth)")
                .raise();
    }

    /** Returns the share for a number of so many bytes: 1 or 2. */
    public double share(int bytes) {
        return bytes == 1 ? share8 : share16;
    }
}
