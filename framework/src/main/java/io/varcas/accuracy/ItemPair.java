package io.varcas.accuracy;

/**
 * One item on both sides, with a score on each.
 *
 * @param baseline its result before
 * @param candidate its result now
 */
public record ItemPair(ItemResult baseline, ItemResult candidate) {

    /** Returns the score before, 0 to 1. */
    public double before() {
        return baseline.score().orElseThrow();
    }

    /** Returns the score now, 0 to 1. */
    public double now() {
        return candidate.score().orElseThrow();
    }

    /** Returns the change of the score, -1 to 1. */
    public double difference() {
        return now() - before();
    }

    /** Returns what it is clustered by. */
    String prompt() {
        return baseline.cluster();
    }
}
