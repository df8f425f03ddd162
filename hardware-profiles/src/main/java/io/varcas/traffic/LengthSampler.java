package io.varcas.traffic;

/** Draws the lengths of one run, one after the other. Stateful and meant for one thread. */
@FunctionalInterface
public interface LengthSampler {

    /** Returns the next length in tokens, at least 1 and within the limits of its distribution. */
    int sample();
}
