package io.varcas.dataset;

import io.varcas.traffic.Seed;
import io.varcas.workload.UniqueText;
import java.util.List;

/** Prompts made of blocks: equal numbers are equal text, so that prompts share what theirs shared. */
final class BlockText {

    /** Tokens of a block (Mooncake's FAST'25 traces, 2025: "each hash id represents a block of 512 tokens"). */
    static final int BLOCK_TOKENS = 512;

    private final Seed seed;
    private final UniqueText text;

    BlockText(Seed seed) {
        this.seed = seed.derive("blocks");
        text = new UniqueText(this.seed);
    }

    /**
     * Returns a prompt.
     *
     * @param blocks numbers of its blocks
     * @param tokens its length; what the blocks are too short for is left out, and the last is cut
     */
    String of(List<Long> blocks, int tokens) {
        StringBuilder prompt = new StringBuilder(tokens * 6);
        int left = tokens;
        for (long block : blocks) {
            if (left <= 0) {
                break;
            }
            int length = Math.min(BLOCK_TOKENS, left);
            prompt.append(prompt.isEmpty() ? "" : " ")
                    .append(text.of(block, length, seed.derive(block).generator()));
            left -= length;
        }
        return prompt.toString();
    }
}
