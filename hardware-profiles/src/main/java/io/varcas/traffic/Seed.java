package io.varcas.traffic;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

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

    /** Name of the generator's algorithm, as {@link RandomGeneratorFactory} knows it. */
    public static final String ALGORITHM = "L64X128MixRandom";

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L; // 2^64 / golden ratio: SplitMix64's increment

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
                    "purpose of a derived seed is blank; name the stream, as in \"arrivals\"");
        }
        long state = mix(value + GOLDEN_GAMMA);
        for (int i = 0; i < purpose.length(); i++) {
            state = mix(state ^ (purpose.charAt(i) + GOLDEN_GAMMA));
        }
        return new Seed(mix(state ^ purpose.length()));
    }

    /**
     * Derives the seed of one of many alike: the n-th fork, user or shard.
     *
     * @param index any number
     */
    public Seed derive(long index) {
        return new Seed(mix(mix(value ^ 0x6A09E667F3BCC909L) + (index + 1) * GOLDEN_GAMMA));
    }

    /** Returns a new generator at the start of this seed's stream. */
    public RandomGenerator generator() {
        return RandomGeneratorFactory.of(ALGORITHM).create(value);
    }

    /** Scrambles 64 bits, one to one: the finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014; Stafford's mix 13). */
    private static long mix(long z) {
        long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }
}
