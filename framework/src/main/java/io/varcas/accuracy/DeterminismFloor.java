package io.varcas.accuracy;

import java.util.List;
import java.util.Optional;

/**
 * The differences between two outputs of the same server to the same prompts: no comparison of two servers can tell smaller ones.
 *
 * @param n prompts that were asked twice
 * @param otherTexts prompts whose two texts differ
 * @param flips prompts of which exactly one output reached the threshold
 */
public record DeterminismFloor(int n, int otherTexts, int flips) {

    /** Returns the share of prompts whose grade flipped, 0 to 1. */
    public double flipRate() {
        return (double) flips / n;
    }

    static Optional<DeterminismFloor> of(List<ItemResult> items, double threshold) {
        int n = 0;
        int otherTexts = 0;
        int flips = 0;
        for (ItemResult item : items) {
            Optional<ItemDetail.Again> again = item.detail().flatMap(ItemDetail::again);
            if (again.isPresent() && item.score().isPresent()) {
                n++;
                otherTexts += again.get().sameText() ? 0 : 1;
                flips += (item.score().getAsDouble() >= threshold)
                                == (again.get().score() >= threshold)
                        ? 0
                        : 1;
            }
        }
        return n == 0 ? Optional.empty() : Optional.of(new DeterminismFloor(n, otherTexts, flips));
    }
}
