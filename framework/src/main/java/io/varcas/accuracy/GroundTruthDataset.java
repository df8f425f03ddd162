package io.varcas.accuracy;

import io.varcas.traffic.Seed;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.random.RandomGenerator;

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

    /**
     * Draws items without replacement; they keep their order. The same seed draws the same items.
     *
     * @param size how many, at least 1; all if there are no more
     * @param seed what is drawn
     */
    public GroundTruthDataset sample(int size, Seed seed) {
        if (size >= items.size()) {
            return this;
        }
        RandomGenerator random = seed.generator();
        BitSet drawn = new BitSet(items.size());
        for (int last = items.size() - size; last < items.size(); last++) { // Floyd's algorithm (CACM 30(9), 1987)
            int place = random.nextInt(last + 1);
            drawn.set(drawn.get(place) ? last : place);
        }
        List<GroundTruthItem> sample = new ArrayList<>(size);
        drawn.stream().mapToObj(items::get).forEach(sample::add);
        return new GroundTruthDataset(name, sample);
    }
}
