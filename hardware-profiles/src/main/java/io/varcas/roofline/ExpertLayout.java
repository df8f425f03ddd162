package io.varcas.roofline;

import io.varcas.validation.Violations;

/**
 * The placement of experts that several engines share: each engine attends to its own requests (data-parallel attention), and
 * the experts lie over the accelerators of all of them.
 *
 * @param dataParallel engines that run in step ({@code --data-parallel-size}), at least 1
 * @param expertParallel whether each accelerator holds whole experts ({@code --enable-expert-parallel}) or a slice of every one
 */
public record ExpertLayout(int dataParallel, boolean expertParallel) {

    /** One engine; a slice of every expert on each accelerator. */
    public static final ExpertLayout SLICED = new ExpertLayout(1, false);

    /**
     * Tokens on the fullest accelerator over the mean where experts are whole: the middle of the 1.2 to 1.5 that is assumed where
     * nothing was measured (2026-11).
     */
    private static final double IMBALANCE = 1.25;

    /**
     * @throws IllegalArgumentException if there is no engine
     */
    public ExpertLayout {
        Violations.in("experts")
                .within(1, 1_024, "data parallel", dataParallel, "engines")
                .raise();
    }

    /** Returns how much more than its share of the experts' work the fullest accelerator has. */
    double imbalance() {
        return expertParallel ? IMBALANCE : 1;
    }
}
