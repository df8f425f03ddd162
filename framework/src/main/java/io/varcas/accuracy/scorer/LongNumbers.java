package io.varcas.accuracy.scorer;

/** Numbers for keys, from 0 in the order in which they first appear: a hash table without objects. */
final class LongNumbers {

    /** 2^64 divided by the golden ratio, made odd: Fibonacci hashing (Knuth, TAOCP 3, 6.4). */
    private static final long FIBONACCI = 0x9E3779B97F4A7C15L;

    private final long[] keys;
    private final int[] numbers;
    private final int shift;
    private int size;

    /**
     * Creates a table.
     *
     * @param most different keys, at least 0
     */
    LongNumbers(int most) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(8, most)) + 1; // at most half full
        keys = new long[1 << bits];
        numbers = new int[1 << bits];
        shift = Long.SIZE - bits;
    }

    /** Returns the number of a key, which is a new one for a new key. */
    int of(long key) {
        int slot = (int) ((key * FIBONACCI) >>> shift);
        while (numbers[slot] != 0) {
            if (keys[slot] == key) {
                return numbers[slot] - 1;
            }
            slot = (slot + 1) & (keys.length - 1);
        }
        keys[slot] = key;
        numbers[slot] = ++size;
        return size - 1;
    }

    /** Returns how many keys it has. */
    int size() {
        return size;
    }
}
