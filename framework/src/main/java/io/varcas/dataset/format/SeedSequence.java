package io.varcas.dataset.format;

/**
 * numpy's {@code SeedSequence(seed).generate_state(4, uint64)}: a seed spread over 256 bits (after O'Neill's {@code seed_seq} without
 * its faults, 2015; constants as in numpy 2.3).
 */
final class SeedSequence {

    private static final int POOL = 4;
    private static final int WORDS = 4;
    private static final int SHIFT = 16;
    private static final int INIT_A = 0x43B0D7E5;
    private static final int MULT_A = 0x931E8875;
    private static final int INIT_B = 0x8B51F9DD;
    private static final int MULT_B = 0x58F38DED;
    private static final int MIX_LEFT = 0xCA01F9DD;
    private static final int MIX_RIGHT = 0x4973F715;

    private final int[] pool = new int[POOL];
    private int hash = INIT_A;

    private SeedSequence(long seed) {
        pool[0] = hashed((int) seed);
        pool[1] = hashed((int) (seed >>> Integer.SIZE));
        pool[2] = hashed(0);
        pool[3] = hashed(0);
        for (int from = 0; from < POOL; from++) {
            for (int to = 0; to < POOL; to++) {
                if (from != to) {
                    pool[to] = mixed(pool[to], hashed(pool[from]));
                }
            }
        }
    }

    /**
     * Returns the state that a generator of numpy begins with.
     *
     * @param seed 0 or more
     */
    static long[] words(long seed) {
        SeedSequence sequence = new SeedSequence(seed);
        sequence.hash = INIT_B;
        long[] words = new long[WORDS];
        for (int i = 0; i < WORDS; i++) {
            long lower = sequence.drawn(2 * i) & 0xFFFFFFFFL;
            words[i] = (long) sequence.drawn(2 * i + 1) << Integer.SIZE | lower;
        }
        return words;
    }

    private int drawn(int place) {
        int value = pool[place % POOL] ^ hash;
        hash *= MULT_B;
        value *= hash;
        return value ^ value >>> SHIFT;
    }

    private int hashed(int word) {
        int value = word ^ hash;
        hash *= MULT_A;
        value *= hash;
        return value ^ value >>> SHIFT;
    }

    private static int mixed(int left, int right) {
        int value = MIX_LEFT * left - MIX_RIGHT * right;
        return value ^ value >>> SHIFT;
    }
}
