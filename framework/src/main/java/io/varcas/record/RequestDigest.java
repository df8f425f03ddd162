package io.varcas.record;

import java.util.Collections;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Proof of what a load asked: for 1, 2, 4, 8, ... requests and for all of them, a hash of the first so many. Two loads that agree
 * on an entry sent the same requests so far, in an open loop due at the same times. Loads of different length, as closed
 * loops are, can still be compared as far as both went.
 *
 * @param hashes hash, as 16 hexadecimal digits, by number of requests
 */
public record RequestDigest(NavigableMap<Long, String> hashes) {

    /** Copies the hashes. */
    public RequestDigest {
        hashes = Collections.unmodifiableNavigableMap(new TreeMap<>(hashes));
    }

    /** Returns the greatest number of requests of which both say something; empty if there is none. */
    public OptionalLong common(RequestDigest other) {
        return hashes.keySet().stream()
                .filter(other.hashes::containsKey)
                .mapToLong(Long::longValue)
                .max();
    }

    /** Returns whether both sent the same requests, as far as both went; not if they have nothing in common. */
    public boolean agreesWith(RequestDigest other) {
        OptionalLong common = common(other);
        return common.isPresent()
                && Objects.equals(hashes.get(common.getAsLong()), other.hashes.get(common.getAsLong()));
    }

    static String hex(long hash) {
        return HexFormat.of().toHexDigits(hash);
    }

    /**
     * Gathers the digest of a load from its records, in any order: sums of mixed hashes, so that the records of shares of a load add up to
     * those of the whole.
     */
    public static final class Builder {

        private static final int LEVELS = 40; // 2^40 requests are more than anybody sends

        private final long[] sums = new long[LEVELS];
        private final long[] counts = new long[LEVELS];
        private long sum;
        private long count;
        private long last = -1;

        /** Adds a record; one without a hash leaves the digest without the entries that it would be part of. */
        public void add(RequestRecord request) {
            if (request.contentHash().isEmpty()) {
                return;
            }
            long due = request.user() < 0 ? request.intendedNanos() / 1_000 : 0; // logs keep microseconds
            long mixed = mix(request.contentHash().getAsLong() + mix(request.index() + mix(due)));
            sum += mixed;
            count++;
            last = Math.max(last, request.index());
            for (int level = 0; level < LEVELS; level++) {
                if (request.index() < 1L << level) {
                    sums[level] += mixed;
                    counts[level]++;
                }
            }
        }

        /** Returns the digest: an entry for each number of first requests that are all there. */
        public RequestDigest build() {
            NavigableMap<Long, String> hashes = new TreeMap<>();
            for (int level = 0; level < LEVELS; level++) {
                if (counts[level] == 1L << level) {
                    hashes.put(counts[level], hex(sums[level]));
                }
            }
            if (count > 0 && count == last + 1) {
                hashes.put(count, hex(sum));
            }
            return new RequestDigest(hashes);
        }

        /** Scrambles 64 bits (the finaliser of MurmurHash3, Appleby 2011). */
        private static long mix(long z) {
            long y = (z ^ (z >>> 33)) * 0xFF51AFD7ED558CCDL;
            y = (y ^ (y >>> 33)) * 0xC4CEB9FE1A85EC53L;
            return y ^ (y >>> 33);
        }
    }
}
