package io.varcas.engine;

import java.util.HashMap;
import java.util.Map;

/**
 * The paged KV pool and its prefix cache, as vLLM's block pool works (V1, 0.15 to 0.31).
 *
 * <p>A block nobody holds sits in a queue of free blocks, least recently freed first, and keeps its content and name
 * until it is taken for something else; a request whose next block has that name takes it back instead of computing it.
 * A request frees its blocks last one first, so that the end of a text is forgotten before its beginning.
 */
final class KvBlocks {

    private final int blockTokens;
    private final boolean caching;
    private final int total;
    private final int[] holders;

    // The free queue: a ring of links through `total`, its sentinel.
    private final int[] next;
    private final int[] previous;
    private int free;

    private final long[] name;
    private final boolean[] named;
    private final Map<Long, Integer> byName = new HashMap<>();

    KvBlocks(EngineLimits limits, boolean caching) {
        this.total = limits.kvBlocks();
        this.blockTokens = limits.blockTokens();
        this.caching = caching;
        this.holders = new int[total];
        this.next = new int[total + 1];
        this.previous = new int[total + 1];
        for (int block = 0; block <= total; block++) {
            next[block] = block == total ? 0 : block + 1;
            previous[block] = block == 0 ? total : block - 1;
        }
        this.free = total;
        this.name = new long[caching ? total : 0];
        this.named = new boolean[caching ? total : 0];
    }

    int used() {
        return total - free;
    }

    /**
     * Returns how many leading blocks of a request are in the cache: never all of its tokens, since the last one must be
     * computed to say what follows.
     */
    int cachedBlocks(Sequence sequence) {
        if (!caching) {
            return 0;
        }
        BlockHashes names = sequence.request.blocks();
        int most = Math.min(sequence.namedBlocks, (sequence.known() - 1) / blockTokens);
        int found = 0;
        while (found < most && byName.containsKey(names.get(found))) {
            found++;
        }
        return found;
    }

    /** Returns whether blocks for so many tokens could be had, if so many of them are taken from the cache. */
    boolean fits(Sequence sequence, int tokens, int cached) {
        int wanted = blocksFor(tokens) - cached;
        for (int i = 0; i < cached; i++) {
            if (holders[cachedBlock(sequence, i)] == 0) {
                wanted++; // taking it back uses up a free block too
            }
        }
        return wanted <= free;
    }

    /** Takes the leading blocks found in the cache. */
    void takeCached(Sequence sequence, int cached) {
        sequence.expect(cached);
        for (int i = 0; i < cached; i++) {
            int block = cachedBlock(sequence, i);
            if (holders[block]++ == 0) {
                unlink(block);
            }
            hold(sequence, block);
        }
        sequence.published = cached;
    }

    /** Extends a sequence's blocks to so many tokens, all or nothing; false if there are too few. */
    boolean extend(Sequence sequence, int tokens) {
        if (tokens <= sequence.room) {
            return true; // the common case: the last block has room for another token
        }
        int wanted = blocksFor(tokens) - sequence.blockCount;
        if (wanted > free) {
            return false;
        }
        sequence.expect(wanted);
        int block = next[total];
        for (int i = 0; i < wanted; i++) {
            forget(block);
            holders[block] = 1;
            hold(sequence, block);
            block = next[block];
        }
        link(total, block);
        free -= wanted;
        return true;
    }

    /** Offers the blocks that are full after this step to the prefix cache. */
    void publish(Sequence sequence) {
        if (!caching || sequence.published >= sequence.namedBlocks) {
            return;
        }
        BlockHashes names = sequence.request.blocks();
        int full = Math.min(sequence.namedBlocks, sequence.computed / blockTokens);
        for (int i = sequence.published; i < full; i++) {
            int block = sequence.blocks[i];
            name[block] = names.get(i);
            named[block] = true;
            byName.putIfAbsent(names.get(i), block);
        }
        sequence.published = Math.max(sequence.published, full);
    }

    /** Frees everything a sequence holds. */
    void release(Sequence sequence) {
        int last = previous[total];
        for (int i = sequence.blockCount - 1; i >= 0; i--) {
            int block = sequence.blocks[i];
            if (--holders[block] == 0) {
                link(last, block);
                last = block;
                free++;
            }
        }
        link(last, total);
        sequence.blockCount = 0;
        sequence.room = 0;
        sequence.published = 0;
    }

    private int cachedBlock(Sequence sequence, int i) {
        Integer block = byName.get(sequence.request.blocks().get(i));
        if (block == null) {
            throw new IllegalStateException("block " + i + " of request " + sequence.request.id() + " is not cached");
        }
        return block;
    }

    private void hold(Sequence sequence, int block) {
        sequence.hold(block);
        sequence.room += blockTokens;
    }

    private int blocksFor(int tokens) {
        return (tokens + blockTokens - 1) / blockTokens;
    }

    private void forget(int block) {
        if (caching && named[block]) {
            named[block] = false;
            byName.remove(name[block], block);
        }
    }

    private void unlink(int block) {
        link(previous[block], next[block]);
        free--;
    }

    private void link(int block, int following) {
        next[block] = following;
        previous[following] = block;
    }
}
