package io.varcas.dataset.format;

/**
 * The generator behind {@code numpy.random.default_rng(seed)}: PCG64 (O'Neill, "PCG: A Family of Simple Fast Space-Efficient
 * Statistically Good Algorithms", HMC-CS-2014-0905, 2014: XSL RR 128/64), seeded by numpy's {@code SeedSequence}, and its bounded
 * whole numbers (Lemire, "Fast Random Integer Generation in an Interval", 2019). As numpy 2.3 has them; numpy keeps such streams as
 * they are (NEP 19), so that tools written on it can be followed number by number.
 */
final class NumpyRandom {

    private static final long MULTIPLIER_HIGH = 0x2360ED051FC65DA4L;
    private static final long MULTIPLIER_LOW = 0x4385DF649FCCF645L;
    private static final long HALF = 0xFFFFFFFFL;

    private final long incrementHigh;
    private final long incrementLow;
    private long high;
    private long low;
    private boolean halfLeft;
    private long half;

    /**
     * @param seed 0 or more
     */
    NumpyRandom(long seed) {
        long[] words = SeedSequence.words(seed);
        incrementHigh = words[2] << 1 | words[3] >>> 63;
        incrementLow = words[3] << 1 | 1;
        step();
        add(words[0], words[1]);
        step();
    }

    /**
     * Returns a whole number, all alike.
     *
     * @param least least number
     * @param greatest greatest number, less than 2^32 - 1 above the least
     */
    long between(long least, long greatest) {
        long count = greatest - least + 1;
        if (count == 1) {
            return least; // numpy draws nothing either
        }
        long product = next32() * count;
        if ((product & HALF) < count) {
            long threshold = (HALF - (count - 1)) % count;
            while ((product & HALF) < threshold) {
                product = next32() * count;
            }
        }
        return least + (product >>> Integer.SIZE);
    }

    /** The lower half of 64 bits, then their upper half. */
    private long next32() {
        if (halfLeft) {
            halfLeft = false;
            return half;
        }
        step();
        long bits = Long.rotateRight(high ^ low, (int) (high >>> 58));
        halfLeft = true;
        half = bits >>> Integer.SIZE;
        return bits & HALF;
    }

    private void step() {
        long upper = unsignedMultiplyHigh(low, MULTIPLIER_LOW) + high * MULTIPLIER_LOW + low * MULTIPLIER_HIGH;
        low *= MULTIPLIER_LOW;
        high = upper;
        add(incrementHigh, incrementLow);
    }

    private void add(long upper, long lower) {
        low += lower;
        high += upper + (Long.compareUnsigned(low, lower) < 0 ? 1 : 0);
    }

    private static long unsignedMultiplyHigh(long a, long b) {
        return Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    }
}
