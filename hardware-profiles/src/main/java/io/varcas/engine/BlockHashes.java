package io.varcas.engine;

import io.varcas.validation.Violations;
import java.util.Arrays;

/**
 * Names for the full KV blocks of a request, in order: two requests whose k-th names are equal hold the same tokens
 * from their start through block k, and so can share those blocks.
 *
 * <p>Each name is a 64-bit hash chained over everything before it, as vLLM's prefix cache does. Names may run on past
 * the prompt, into the output, when a later request will repeat the output (a conversation); they may also be fewer
 * than the request's blocks, the rest then being unique.
 */
public final class BlockHashes {

    /** No names: nothing is shared. */
    public static final BlockHashes NONE = new BlockHashes(new long[0]);

    private static final long CHAIN_START = 0x243F6A8885A308D3L; // first 64 bits of pi's fraction

    private final long[] hashes;

    private BlockHashes(long[] hashes) {
        this.hashes = hashes;
    }

    /**
     * Names the blocks of these tokens.
     *
     * @param tokens token ids in order
     * @param blockTokens tokens a block holds, at least 1; a last block that is not full gets no name
     */
    public static BlockHashes ofTokens(int[] tokens, int blockTokens) {
        long[] hashes = new long[tokens.length / blockTokens];
        long chain = CHAIN_START;
        for (int block = 0; block < hashes.length; block++) {
            for (int i = block * blockTokens; i < (block + 1) * blockTokens; i++) {
                chain = mix(chain, tokens[i]);
            }
            hashes[block] = chain;
        }
        return new BlockHashes(hashes);
    }

    /**
     * Names the blocks of a text put together from pieces that are known only by number and length: a system prompt, a
     * document, the turns of one conversation.
     *
     * @param blockTokens tokens a block holds, at least 1
     * @param pieces the pieces in order; equal content numbers stand for equal text
     */
    public static BlockHashes ofPieces(int blockTokens, Piece... pieces) {
        long total = Arrays.stream(pieces).mapToLong(Piece::tokens).sum();
        long[] hashes = new long[(int) (total / blockTokens)];
        long chain = CHAIN_START;
        int block = 0;
        int room = blockTokens;
        for (Piece piece : pieces) {
            int taken = 0;
            while (taken < piece.tokens() && block < hashes.length) {
                int part = Math.min(room, piece.tokens() - taken);
                chain = mix(mix(mix(chain, piece.content()), taken), part);
                taken += part;
                room -= part;
                if (room == 0) {
                    hashes[block++] = chain;
                    room = blockTokens;
                }
            }
        }
        return new BlockHashes(hashes);
    }

    /** Returns how many blocks are named. */
    public int size() {
        return hashes.length;
    }

    /** Returns the name of a block, counted from 0. */
    public long get(int block) {
        return hashes[block];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlockHashes blocks && Arrays.equals(hashes, blocks.hashes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hashes);
    }

    @Override
    public String toString() {
        return "BlockHashes[" + hashes.length + " blocks]";
    }

    private static long mix(long chain, long value) {
        long z = (chain ^ value) * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /**
     * A stretch of text known by number.
     *
     * @param content equal for equal text
     * @param tokens its length, at least 0
     */
    public record Piece(long content, int tokens) {

        /**
         * @throws IllegalArgumentException if the length is negative
         */
        public Piece {
            Violations.in("piece").atLeast(0, "length", tokens, "tokens").raise();
        }
    }
}
