package io.varcas.model;

import io.varcas.validation.Violations;

/**
 * Layers whose attention reaches back only so far.
 *
 * @param tokens how far, at least 1
 * @param layers how many layers do so, at least 1
 */
public record SlidingWindow(int tokens, int layers) {

    /**
     * @throws IllegalArgumentException if a value is below 1
     */
    public SlidingWindow {
        Violations.in("sliding window")
                .atLeast(1, "window", tokens, "tokens")
                .atLeast(1, "windowed layers", layers, "")
                .raise();
    }
}
