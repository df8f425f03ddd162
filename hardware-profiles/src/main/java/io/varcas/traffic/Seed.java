package io.varcas.traffic;

import java.util.random.RandomGenerator;

/**
 * The root of all chance in a run: a 64-bit number from which every random stream is derived by purpose.
 *
 * <p>Two streams derived for different purposes (or indices) are statistically independent, and adding a new stream does
 * not disturb the others: the arrivals stay the same when the lengths change. The same seed gives the same streams on
 * every JVM: the generator is {@code L64X128MixRandom}, whose algorithm is specified by {@code java.util.random}, and the
 * samplers of this package use {@link StrictMath} on {@link RandomGenerator#nextDouble()} only.
 *
 * @param value any 64-bit number; printed with every result so that a run can be repeated
 */
public record Seed(long value) {

    /** Returns the seed of this value. */
    public static Seed of(long value) {
        return new Seed(value);
    }

    /**
     * Derives the seed of one purpose.
     *
     * @param purpose a name unique among the streams of a run, such as {@code "arrivals"}; not blank
     * @throws IllegalArgumentException if {@code purpose} is blank
     */
    public Seed derive(String purpose) {
        if (purpose.isBlank()) {
            throw new IllegalArgumentException(
                    "purpose of a derived seed is empty; name the stream, such as \"arrivals\"");
        }
        long state = BitMixers.stafford(value + BitMixers.GOLDEN_RATIO);
        for (int i = 0; i < purpose.length(); i++) {
            state = BitMixers.stafford(state ^ (purpose.charAt(i) + BitMixers.GOLDEN_RATIO));
        }
        return new Seed(BitMixers.stafford(state ^ purpose.length()));
    }

    /**
     * Derives the seed of one of many alike: the n-th fork, user or shard.
     *
     * @param index any number
     */
    public Seed derive(long index) {
        return new Seed(BitMixers.stafford(
                BitMixers.stafford(value ^ BitMixers.SILVER_RATIO) + (index + 1) * BitMixers.GOLDEN_RATIO));
    }

    /** Returns a new generator at the start of this seed's stream. */
    public RandomGenerator generator() {
        return new LxmGenerator(value);
    }
}
