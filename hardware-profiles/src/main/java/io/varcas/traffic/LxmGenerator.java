package io.varcas.traffic;

import java.util.random.RandomGenerator;

/**
 * The generator {@code L64X128MixRandom} of {@code java.util.random}, number for number: a linear congruential generator of 64 bits and
 * xoroshiro128, added and mixed (Steele and Vigna, "LXM: better splittable pseudorandom number generators", OOPSLA 2021).
 *
 * <p>It stands here because a run makes one for each request, and must not wait for the first: the JDK finds its own by searching through
 * all generators and calls its constructor by reflection, 50 ms for the first on JDK 17.
 */
final class LxmGenerator implements RandomGenerator {

    private static final long MULTIPLIER = 0xD1342543DE82EF95L; // Steele and Vigna 2021, for the congruential part
    private static final long LEA = 0xDABA0B6EB09322E3L; // Lea's mixer, same paper

    private final long increment;
    private long congruential = 1;
    private long low;
    private long high;

    /** Starts where {@code L64X128MixRandom} starts with this seed. */
    LxmGenerator(long seed) {
        long start = seed ^ BitMixers.SILVER_RATIO;
        this.increment = BitMixers.murmur(start) | 1;
        this.low = BitMixers.stafford(start);
        this.high = BitMixers.stafford(start + BitMixers.GOLDEN_RATIO);
    }

    @Override
    public long nextLong() {
        long drawn = mixed(congruential + low);
        congruential = MULTIPLIER * congruential + increment;
        long both = low ^ high;
        low = Long.rotateLeft(low, 24) ^ both ^ (both << 16);
        high = Long.rotateLeft(both, 37);
        return drawn;
    }

    private static long mixed(long z) {
        long y = (z ^ (z >>> 32)) * LEA;
        y = (y ^ (y >>> 32)) * LEA;
        return y ^ (y >>> 32);
    }
}
