package io.varcas.sizing;

import io.varcas.engine.EngineLimits;
import io.varcas.engine.StepBatch;
import io.varcas.engine.StepTimeLaw;

/** The part of a request that an engine does. */
enum PoolRole {
    /** All of it. */
    WHOLE,
    /** It reads prompts, makes the first token and hands the KV cache on. */
    PREFILL,
    /** It takes the KV cache over and decodes; prompts cost its steps nothing. */
    DECODE;

    /** Tokens of KV cache that may come in during one step: no bound but the pool. */
    private static final int UNBOUNDED_TOKENS = 1 << 24;

    EngineLimits limits(EngineLimits of) {
        return this == DECODE
                ? new EngineLimits(
                        of.maxNumSeqs(),
                        Math.max(of.maxNumBatchedTokens(), UNBOUNDED_TOKENS),
                        of.maxModelLen(),
                        of.kvBlocks(),
                        of.blockTokens(),
                        of.pipelineStages())
                : of;
    }

    StepTimeLaw law(StepTimeLaw of) {
        return this == DECODE ? new DecodeAlone(of) : of;
    }

    private record DecodeAlone(StepTimeLaw law) implements StepTimeLaw {

        @Override
        public long nanos(StepBatch batch) {
            return law.nanos(new WithoutPrompts(batch));
        }

        @Override
        public long nanosUntilNext(StepBatch batch) {
            return law.nanosUntilNext(new WithoutPrompts(batch));
        }
    }

    private record WithoutPrompts(StepBatch batch) implements StepBatch {

        @Override
        public int decodeSequences() {
            return batch.decodeSequences();
        }

        @Override
        public int decodeRows() {
            return batch.decodeRows();
        }

        @Override
        public long decodeContextTokens() {
            return batch.decodeContextTokens();
        }

        @Override
        public long decodeContextTokens(int window) {
            return batch.decodeContextTokens(window);
        }

        @Override
        public int prefillChunks() {
            return 0;
        }

        @Override
        public int chunkTokens(int chunk) {
            return 0;
        }

        @Override
        public int chunkCachedTokens(int chunk) {
            return 0;
        }

        @Override
        public int prefillTokens() {
            return 0;
        }

        @Override
        public int sampledSequences() {
            return batch.decodeSequences();
        }
    }
}
