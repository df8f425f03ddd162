package io.varcas.fork;

import java.util.Arrays;

/** The prompts that a server was sent so far by the forks of a run, and of those it follows, by their hashes: it may still have them in its cache. */
public final class RunPrompts {

    private long[] known = new long[0];

    /**
     * Adds the prompts of a fork.
     *
     * @param prompts hashes of its different prompts, in ascending order
     * @return how many of them an earlier fork had as well
     */
    int add(long[] prompts) {
        long[] merged = new long[known.length + prompts.length];
        int size = 0;
        int at = 0;
        int repeated = 0;
        for (long prompt : prompts) {
            while (at < known.length && known[at] < prompt) {
                merged[size++] = known[at++];
            }
            if (at < known.length && known[at] == prompt) {
                at++;
                repeated++;
            }
            merged[size++] = prompt;
        }
        int left = known.length - at;
        System.arraycopy(known, at, merged, size, left);
        known = Arrays.copyOf(merged, size + left);
        return repeated;
    }
}
