package io.varcas.engine;

import java.util.Arrays;

/** One living request inside the engine: how far it has come and which KV blocks it holds. */
final class Sequence {

    final EngineRequest request;
    final long arrival; // order of submission

    // What every step asks of the request, close at hand.
    final int promptTokens;
    final int outputTokens;
    final int namedBlocks;

    /** Tokens whose KV entries are computed, or will be once the steps in flight end. */
    int computed;
    /** Tokens of the output that are out. */
    int generated;
    /** Tokens this sequence processes in the step being formed. */
    int scheduled;
    /** Steps in flight that carry a part of this sequence. */
    int inFlight;
    /** Whether a step in flight will emit a token, so that no more can be scheduled until it ends. */
    boolean emitting;

    boolean admitted;
    boolean aborted;
    boolean running;

    int[] blocks = new int[8];
    int blockCount;
    /** Tokens the blocks have room for. */
    int room;
    /** How many of the blocks are offered to the prefix cache. */
    int published;

    Sequence(EngineRequest request, long arrival) {
        this.request = request;
        this.arrival = arrival;
        this.promptTokens = request.promptTokens();
        this.outputTokens = request.outputTokens();
        this.namedBlocks = request.blocks().size();
    }

    /** Returns the number of tokens known by now: the prompt and what was generated. */
    int known() {
        return promptTokens + generated;
    }

    /**
     * Returns the number of tokens known but not computed: 1 when decoding, more when a prompt (or a recomputation) is
     * to be read.
     */
    int pending() {
        return known() - computed;
    }

    boolean decoding() {
        return generated > 0 && pending() == 1;
    }

    /** Makes room to hold so many blocks more. */
    void expect(int more) {
        if (blockCount + more > blocks.length) {
            blocks = Arrays.copyOf(blocks, Math.max(blockCount + more, blockCount * 5 / 4));
        }
    }

    void hold(int block) {
        blocks[blockCount++] = block;
    }
}
