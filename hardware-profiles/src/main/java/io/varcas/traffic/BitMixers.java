package io.varcas.traffic;

/** Scramblers of 64 bits, each one to one. */
final class BitMixers {

    /** 2^64 divided by the golden ratio, odd: the increment of SplitMix64. */
    static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

    /** 2^64 times (the square root of 2, less 1). */
    static final long SILVER_RATIO = 0x6A09E667F3BCC909L;

    private BitMixers() {}

    /** Returns the finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014; Stafford's mix 13). */
    static long stafford(long z) {
        long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return y ^ (y >>> 31);
    }

    /** Returns the finaliser of MurmurHash3, 64 bits (Appleby 2011, public domain). */
    static long murmur(long z) {
        long y = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
        y = (y ^ (y >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return y ^ (y >>> 33);
    }
}
