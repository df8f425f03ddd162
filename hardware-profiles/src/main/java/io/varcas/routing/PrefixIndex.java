package io.varcas.routing;

import java.util.LinkedHashMap;
import java.util.Map;

/** The replica that last got each block of prompts, for as many blocks as it has room for; the least recently used ones are forgotten. */
final class PrefixIndex {

    /** A million tokens in blocks of 16, about 8 MB. */
    private static final int MOST_BLOCKS = 1 << 16;

    private static final float LOAD_FACTOR = 0.75f;

    private final Map<Long, Integer> places = new LinkedHashMap<>(16, LOAD_FACTOR, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
            return size() > MOST_BLOCKS;
        }
    };

    /** Returns the replica that got the longest beginning of a prompt; -1 if none did. */
    int holder(RouteKey key) {
        int holder = -1;
        for (int block = 0; block < key.blocks(); block++) {
            Integer place = places.get(key.hash().applyAsLong(block));
            if (place == null) {
                break;
            }
            holder = place;
        }
        return holder;
    }

    /** Notes that a replica gets a prompt. */
    void sent(RouteKey key, int place) {
        for (int block = 0; block < key.blocks(); block++) {
            places.put(key.hash().applyAsLong(block), place);
        }
    }
}
