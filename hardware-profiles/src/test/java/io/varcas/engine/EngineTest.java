package io.varcas.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.traffic.Seed;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EngineTest {

    /** 1,000 ns a step, 10 ns a decode, 1 ns a prompt token: times that can be added up by hand. */
    private static final StepTimeLaw LAW = new LinearStepTime(1_000, 10, 0, 1);

    private static final EngineLimits ROOMY = EngineLimits.of(256, 2_048, 100_000);

    @Test
    void prefillsThenDecodesOneTokenAStep() {
        Engine engine = new Engine(ROOMY, LAW);
        engine.submit(EngineRequest.of(7, 100, 3).endingWith(FinishReason.STOP));

        Step prefill = step(engine, 5_000);
        assertThat(prefill.endNanos()).isEqualTo(6_100);
        assertThat(prefill.admitted(0)).isTrue();
        assertThat(prefill.emissions()).containsExactly(new Step.Emission(7, 1, true, null));
        assertThat(prefill.prefillTokens()).isEqualTo(100);
        assertThat(prefill.sampledSequences()).isEqualTo(1);

        Step decode = step(engine, 6_100);
        assertThat(decode.durationNanos()).isEqualTo(1_010);
        assertThat(decode.admitted(0)).isFalse();
        assertThat(decode.decodeContextTokens()).isEqualTo(101);
        assertThat(decode.decodeContextTokens(64)).isEqualTo(64);
        assertThat(decode.emissions()).containsExactly(new Step.Emission(7, 1, false, null));

        Step last = step(engine, 7_110);
        assertThat(last.decodeContextTokens()).isEqualTo(102);
        assertThat(last.emissions()).containsExactly(new Step.Emission(7, 1, false, FinishReason.STOP));

        assertThat(engine.counters().generationTokens())
                .as("not out before the step ends")
                .isEqualTo(2);
        assertThat(engine.step(last.endNanos())).isNull();
        EngineCounters counters = engine.counters();
        assertThat(counters.generationTokens()).isEqualTo(3);
        assertThat(counters.promptTokens()).isEqualTo(100);
        assertThat(counters.finished(FinishReason.STOP)).isEqualTo(1);
        assertThat(counters.steps()).isEqualTo(3);
        assertThat(counters.stepTokens()).isEqualTo(102);
        assertThat(counters.kvBlocksUsed()).isZero();
        assertThat(engine.requests()).isZero();
    }

    @Test
    void cutsLongPromptsToTheTokenBudget() {
        Engine engine = new Engine(ROOMY, LAW);
        engine.submit(EngineRequest.of(1, 5_000, 2));

        Step first = step(engine, 0);
        assertThat(first.chunkTokens(0)).isEqualTo(2_048);
        assertThat(first.chunkCachedTokens(0)).isZero();
        assertThat(first.emissions()).isEmpty();
        Step second = step(engine, first.endNanos());
        assertThat(second.chunkCachedTokens(0)).isEqualTo(2_048);
        Step third = step(engine, second.endNanos());
        assertThat(third.chunkTokens(0)).isEqualTo(904);
        assertThat(third.firstToken(0)).isTrue();
    }

    @Test
    void decodesRideAlongWithPrompts() {
        Engine engine = new Engine(ROOMY, LAW);
        engine.submit(EngineRequest.of(1, 10, 50));
        long now = step(engine, 0).endNanos();
        engine.submit(EngineRequest.of(2, 5_000, 2));

        Step mixed = step(engine, now);

        assertThat(mixed.decodeSequences()).isEqualTo(1);
        assertThat(mixed.prefillChunks()).isEqualTo(1);
        assertThat(mixed.chunkTokens(0)).isEqualTo(2_047);
        assertThat(mixed.batchTokens()).isEqualTo(2_048);
        assertThat(mixed.requestId(0)).as("decodes come first").isEqualTo(1);
    }

    @Test
    void holdsNewRequestsBackAtMaxNumSeqs() {
        Engine engine = new Engine(EngineLimits.of(2, 2_048, 1_000), LAW);
        for (int id = 0; id < 5; id++) {
            engine.submit(EngineRequest.of(id, 10, 3));
        }

        assertThat(step(engine, 0).size()).isEqualTo(2);
        assertThat(engine.counters().running()).isEqualTo(2);
        assertThat(engine.counters().waiting()).isEqualTo(3);
    }

    @Test
    void waitsForAWholePromptWithoutChunking() {
        EngineLimits limits = EngineLimits.of(4, 2_048, 1_000).withMaxModelLen(2_048);
        Engine engine = new Engine(limits, LAW, Scheduling.DEFAULT.withChunkedPrefill(false));
        engine.submit(EngineRequest.of(1, 1_500, 3));
        engine.submit(EngineRequest.of(2, 1_000, 3));

        Step first = step(engine, 0);
        assertThat(first.batchTokens()).isEqualTo(1_500);
        assertThat(step(engine, first.endNanos()).prefillTokens()).isEqualTo(1_000);
        assertThatThrownBy(() ->
                        new Engine(limits.withMaxModelLen(4_096), LAW, Scheduling.DEFAULT.withChunkedPrefill(false)))
                .hasMessageContaining("must be at least max-model-len 4096");
    }

    @Test
    void preemptsTheLastAdmittedAndRecomputesIt() {
        // Three blocks of 16: both prompts of 16 fit, then the first needs a second block, then the second one does
        // too.
        Engine engine = new Engine(EngineLimits.of(8, 64, 3), LAW);
        engine.submit(EngineRequest.of(1, 16, 20));
        engine.submit(EngineRequest.of(2, 16, 20));
        long now = step(engine, 0).endNanos();

        Step squeezed = step(engine, now);
        assertThat(squeezed.preemptions()).isEqualTo(1);
        assertThat(squeezed.preemptedId(0)).isEqualTo(2);
        assertThat(engine.counters().waiting()).isEqualTo(1);
        assertThat(engine.counters().preemptions()).isEqualTo(1);

        VirtualTime rest = new VirtualTime(engine);
        rest.nowNanos = squeezed.endNanos();
        rest.run(List.of());
        assertThat(rest.finishedNanos).containsOnlyKeys(1L, 2L);
        assertThat(rest.emitted).as("after its first token, not repeated").containsEntry(2L, 19);
        assertThat(engine.counters().promptTokens())
                .as("recomputed tokens are not counted again")
                .isEqualTo(32);
    }

    @Test
    void admitsAndPreemptsByPriority() {
        Engine engine =
                new Engine(EngineLimits.of(2, 64, 4), LAW, Scheduling.DEFAULT.withPolicy(SchedulingPolicy.PRIORITY));
        engine.submit(EngineRequest.of(1, 16, 20).withPriority(9));
        engine.submit(EngineRequest.of(2, 16, 20).withPriority(5));
        engine.submit(EngineRequest.of(3, 16, 20).withPriority(0));

        Step first = step(engine, 0);
        assertThat(first.requestId(0)).isEqualTo(3);
        assertThat(first.requestId(1)).isEqualTo(2);

        Engine squeezed =
                new Engine(EngineLimits.of(8, 64, 3), LAW, Scheduling.DEFAULT.withPolicy(SchedulingPolicy.PRIORITY));
        squeezed.submit(EngineRequest.of(1, 16, 20).withPriority(9));
        long now = step(squeezed, 0).endNanos();
        squeezed.submit(EngineRequest.of(2, 16, 20).withPriority(0));
        Step both = step(squeezed, now);
        Step later = step(squeezed, both.endNanos());
        assertThat(later.preemptedId(0))
                .as("the less urgent one yields, though it was admitted first")
                .isEqualTo(1);
        assertThat(later.requestId(0)).isEqualTo(2);
        assertThat(later.size()).isEqualTo(1);
    }

    @Test
    void sharesCachedPrefixesAndAlwaysComputesTheLastToken() {
        Engine engine = new Engine(ROOMY, LAW);
        BlockHashes blocks = BlockHashes.ofPieces(16, new BlockHashes.Piece(1, 64));
        engine.submit(EngineRequest.of(1, 64, 1).withBlocks(blocks));
        long now = step(engine, 0).endNanos();
        engine.submit(EngineRequest.of(2, 64, 1).withBlocks(blocks));

        Step second = step(engine, now);

        assertThat(second.chunkTokens(0)).isEqualTo(16);
        assertThat(second.chunkCachedTokens(0)).isEqualTo(48);
        assertThat(engine.counters().prefixCacheQueries()).isEqualTo(128);
        assertThat(engine.counters().prefixCacheHits()).isEqualTo(48);
    }

    @Test
    void computesEverythingWithoutPrefixCaching() {
        Engine engine = new Engine(ROOMY, LAW, Scheduling.DEFAULT.withPrefixCaching(false));
        BlockHashes blocks = BlockHashes.ofPieces(16, new BlockHashes.Piece(1, 64));
        engine.submit(EngineRequest.of(1, 64, 1).withBlocks(blocks));
        engine.submit(EngineRequest.of(2, 64, 1).withBlocks(blocks));

        assertThat(step(engine, 0).prefillTokens()).isEqualTo(128);
        assertThat(engine.counters().prefixCacheQueries()).isZero();
    }

    @Test
    void aConversationFindsItsOwnPastAnswers() {
        Engine engine = new Engine(ROOMY, LAW);
        BlockHashes conversation = BlockHashes.ofPieces(16, new BlockHashes.Piece(1, 320));
        engine.submit(EngineRequest.of(1, 100, 61).withBlocks(conversation));
        VirtualTime time = new VirtualTime(engine).run(List.of());
        engine.submit(EngineRequest.of(2, 200, 1).withBlocks(conversation));

        Step second = step(engine, time.nowNanos);

        assertThat(second.chunkCachedTokens(0))
                .as("160 tokens are in 10 full blocks")
                .isEqualTo(160);
        assertThat(second.chunkTokens(0)).isEqualTo(40);
    }

    @Test
    void forgetsTheLeastRecentlyUsedPrefixFirst() {
        Engine engine = new Engine(EngineLimits.of(1, 64, 8), LAW);
        long now = 0;
        long id = 0;
        for (long content : new long[] {1, 2, 1, 3}) { // 3 blocks each, 8 in all: the third text eats into the second
            engine.submit(EngineRequest.of(id++, 48, 1)
                    .withBlocks(BlockHashes.ofPieces(16, new BlockHashes.Piece(content, 48))));
            now = step(engine, now).endNanos();
        }
        engine.submit(EngineRequest.of(id++, 48, 1).withBlocks(BlockHashes.ofPieces(16, new BlockHashes.Piece(1, 48))));
        Step first = step(engine, now);
        assertThat(first.chunkCachedTokens(0)).isEqualTo(32);
        engine.submit(EngineRequest.of(id, 48, 1).withBlocks(BlockHashes.ofPieces(16, new BlockHashes.Piece(2, 48))));
        assertThat(step(engine, first.endNanos()).chunkCachedTokens(0)).isLessThan(32);
    }

    @Test
    void abortFreesAWaitingARunningAndAFlyingRequest() {
        Engine engine = new Engine(EngineLimits.of(2, 2_048, 1_000), LAW);
        for (int id = 1; id <= 3; id++) {
            engine.submit(EngineRequest.of(id, 32, 10));
        }
        Step first = step(engine, 0);

        assertThat(engine.abort(3)).as("waiting").isTrue();
        assertThat(engine.counters().waiting()).isZero();
        assertThat(engine.abort(1)).as("in flight").isTrue();
        assertThat(engine.counters().kvBlocksUsed()).isEqualTo(4);
        assertThat(engine.abort(1)).as("already gone").isFalse();

        Step second = step(engine, first.endNanos());
        assertThat(second.size()).isEqualTo(1);
        assertThat(engine.counters().kvBlocksUsed()).isEqualTo(3);
        assertThat(engine.counters().generationTokens())
                .as("only the one that stayed")
                .isEqualTo(1);
        engine.abort(2);
        assertThat(engine.step(second.endNanos())).isNull();
        assertThat(engine.counters().kvBlocksUsed()).isZero();
        assertThat(engine.counters().finished(FinishReason.ABORT)).isEqualTo(3);
        assertThat(engine.requests()).isZero();
    }

    @Test
    void anAbortedIdCanBeUsedAgainWhileItsOldRequestIsStillQueued() {
        Engine engine = new Engine(EngineLimits.of(1, 2_048, 1_000), LAW);
        engine.submit(EngineRequest.of(1, 32, 10));
        engine.submit(EngineRequest.of(2, 32, 10));
        engine.abort(2);
        engine.submit(EngineRequest.of(2, 32, 5));

        VirtualTime time = new VirtualTime(engine).run(List.of());

        assertThat(time.emitted).containsEntry(2L, 5);
    }

    @Test
    void pipelineStagesOverlapBatches() {
        StepTimeLaw twoStages = new StepTimeLaw() {
            @Override
            public long nanos(StepBatch batch) {
                return 1_000;
            }

            @Override
            public long nanosUntilNext(StepBatch batch) {
                return 500;
            }
        };
        Engine engine = new Engine(EngineLimits.of(8, 64, 100).withPipelineStages(2), twoStages);
        engine.submit(EngineRequest.of(1, 64, 2));
        engine.submit(EngineRequest.of(2, 64, 2));

        Step a = step(engine, 0);
        assertThat(a.nextStepNanos()).isEqualTo(500);
        Step b = step(engine, 500);
        assertThat(b.requestId(0)).isEqualTo(2);
        assertThat(engine.nextEndNanos()).isEqualTo(1_000);
        Step c = step(engine, 1_000);
        assertThat(c.requestId(0))
                .as("decodes while the other prompt is in the second stage")
                .isEqualTo(1);
        assertThat(c.size()).isEqualTo(1);
        assertThatThrownBy(() -> engine.step(1_200)).hasMessageContaining("busy until 1500");
    }

    @Test
    void speculationEmitsSeveralTokensAStep() {
        Scheduling.Speculation drafts = new Scheduling.Speculation(3, 0.7, Seed.of(1));
        Engine engine = new Engine(ROOMY, LAW, Scheduling.DEFAULT.withSpeculation(drafts));
        engine.submit(EngineRequest.of(1, 16, 20_001));
        VirtualTime time = new VirtualTime(engine).run(List.of());

        double perStep = 20_000.0 / (time.stepEnds.size() - 1);
        assertThat(time.emitted).containsEntry(1L, 20_001);
        assertThat(drafts.meanTokensPerStep()).isCloseTo(1 + 0.7 + 0.49 + 0.343, within(1e-12));
        assertThat(perStep).isCloseTo(drafts.meanTokensPerStep(), within(0.04));
        EngineCounters counters = engine.counters();
        assertThat(1 + (double) counters.acceptedDraftTokens() / counters.drafts())
                .isCloseTo(perStep, within(0.001));
    }

    @Test
    void refusesWhatItCanNeverFinish() {
        Engine engine = new Engine(EngineLimits.of(8, 64, 10).withMaxModelLen(150), LAW);

        assertThatThrownBy(() -> engine.submit(EngineRequest.of(1, 100, 51)))
                .hasMessage("request 1 of 100 + 51 tokens exceeds max-model-len 150");
        Engine small = new Engine(EngineLimits.of(8, 64, 10), LAW);
        assertThatThrownBy(() -> small.submit(EngineRequest.of(1, 100, 62)))
                .hasMessage("request 1 of 100 + 62 tokens exceeds the KV pool of 160 tokens");
        small.submit(EngineRequest.of(1, 100, 61));
        assertThatThrownBy(() -> small.submit(EngineRequest.of(1, 10, 10)))
                .hasMessage("request 1 is in the engine already");
        assertThat(new VirtualTime(small).run(List.of()).emitted).containsEntry(1L, 61);
    }

    @Test
    void refusesContradictoryLimitsAllAtOnce() {
        assertThatThrownBy(() -> EngineLimits.of(256, 128, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max-num-batched-tokens is 128 tokens; it must be at least 256")
                .hasMessageContaining("KV pool is 0 blocks");
    }

    @Test
    void refusesALawThatTakesNoTime() {
        Engine engine = new Engine(ROOMY, batch -> 0);
        engine.submit(EngineRequest.of(1, 10, 2));

        assertThatThrownBy(() -> engine.step(0)).isInstanceOf(IllegalStateException.class);
    }

    private static Step step(Engine engine, long nowNanos) {
        return Objects.requireNonNull(engine.step(nowNanos), "the engine found nothing to do");
    }
}
