package io.varcas.request;

import io.varcas.traffic.Seed;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes the hits of an unlimited prefix cache for the prompts of a load. Each distinct block is computed once;
 * every repetition is a hit. So the order of the requests does not matter, and neither does which client sent which:
 * the counts of shares of a load add up to that of the whole.
 */
final class SharedPrefixes {

    /** Tokens of a block of vLLM's prefix cache, its default (2026-11). Shared tokens count in whole blocks. */
    private static final int CACHE_BLOCK = 16;

    private final Map<Long, Integer> computed = new HashMap<>();
    private long asked;
    private boolean known = true;

    /** Adds a prompt whose first tokens are those of all prompts of the same key, as far as they go. */
    void begins(String key, int tokens) {
        if (tokens > 0) {
            asked += inBlocks(tokens);
            compute(Seed.of(0).derive(key), inBlocks(tokens));
        }
    }

    /**
     * Adds a prompt of numbered blocks: it begins like those before it as far as one of them had the same blocks.
     *
     * @param numbers numbers of its blocks
     * @param blockTokens length of a block
     * @param tokens its length; the last block is cut
     */
    void begins(List<Long> numbers, int blockTokens, int tokens) {
        Seed beginning = Seed.of(0);
        int start = 0;
        for (long number : numbers) {
            int end = Math.min(start + blockTokens, tokens);
            beginning = beginning.derive(number);
            compute(beginning, inBlocks(end) - inBlocks(start));
            asked += inBlocks(end) - inBlocks(start);
            start = end;
        }
    }

    /** Adds a prompt whose first tokens are those of the turn before it. */
    void continues(int tokens) {
        asked += inBlocks(tokens);
    }

    /** Adds a prompt whose shared prefix is unknown. */
    void unknown() {
        known = false;
    }

    /** Adds the prompts of another share of the load. */
    void add(SharedPrefixes share) {
        share.computed.forEach((beginning, tokens) -> computed.merge(beginning, tokens, Math::max));
        asked += share.asked;
        known &= share.known;
    }

    /** Returns whether all is known that prompts have in common. */
    boolean isKnown() {
        return known;
    }

    /** Returns the tokens found. */
    long tokens() {
        return asked - computed.values().stream().mapToLong(Integer::longValue).sum();
    }

    void write(DataOutput out) throws IOException {
        out.writeBoolean(known);
        out.writeLong(asked);
        out.writeInt(computed.size());
        for (Map.Entry<Long, Integer> beginning : computed.entrySet()) {
            out.writeLong(beginning.getKey());
            out.writeInt(beginning.getValue());
        }
    }

    static SharedPrefixes read(DataInput in) throws IOException {
        SharedPrefixes read = new SharedPrefixes();
        read.known = in.readBoolean();
        read.asked = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            read.computed.put(in.readLong(), in.readInt());
        }
        return read;
    }

    private void compute(Seed beginning, int tokens) {
        if (tokens > 0) {
            computed.merge(beginning.value(), tokens, Math::max);
        }
    }

    private static int inBlocks(int tokens) {
        return tokens - tokens % CACHE_BLOCK;
    }
}
