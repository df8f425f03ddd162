package io.varcas.dataset.format;

import java.util.Collections;
import java.util.List;
import org.apache.commons.math3.random.MersenneTwister;

/**
 * The generator behind Python's {@code random.seed(seed)}: MT19937 (Matsumoto, Nishimura, 1998), seeded by {@code init_by_array}.
 * Bounded numbers and {@code random.shuffle} are those of CPython 3.2 and later: the upper bits of 32, drawn again while too great.
 */
final class PythonRandom {

    /** Greatest seed of one 32-bit word. */
    static final long GREATEST_SEED = 0xFFFF_FFFFL;

    private final MersenneTwister bits;

    /**
     * Creates a generator.
     *
     * @param seed from 0 to {@link #GREATEST_SEED}
     */
    PythonRandom(long seed) {
        bits = new MersenneTwister(new int[] {(int) seed});
    }

    /**
     * Returns the next number, as {@code random.randrange(bound)} and the index of {@code random.choice} are drawn.
     *
     * @param bound least number that does not come, at least 1
     */
    int below(int bound) {
        int unused = Integer.numberOfLeadingZeros(bound);
        int drawn = bits.nextInt() >>> unused;
        while (drawn >= bound) {
            drawn = bits.nextInt() >>> unused;
        }
        return drawn;
    }

    /** Puts a list into another order, as {@code random.shuffle} does. */
    void shuffle(List<?> list) {
        for (int last = list.size() - 1; last > 0; last--) {
            Collections.swap(list, last, below(last + 1));
        }
    }
}
