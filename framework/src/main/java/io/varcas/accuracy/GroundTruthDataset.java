package io.varcas.accuracy;

import java.util.List;

/**
 * Prompts with references, in the order of their file.
 *
 * @param name file or resource they were read from
 * @param items at least one
 */
public record GroundTruthDataset(String name, List<GroundTruthItem> items) {

    /**
     * Copies the items.
     *
     * @throws IllegalArgumentException if there are none
     */
    public GroundTruthDataset {
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException(name + ": a ground-truth dataset needs at least one item");
        }
    }
}
