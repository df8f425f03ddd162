package io.varcas.tune.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.varcas.client.ServerFacts;
import io.varcas.client.ServerProbe;
import io.varcas.metric.Origin;
import io.varcas.result.identity.ServerIdentityReader;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.simulator.EmbeddedServer;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.transport.Target;
import io.varcas.transport.Transport;
import io.varcas.tune.step.StepCell.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Simulated engines sleep for as long as their law says, so that their step times are known; a busy machine adds to them. */
@Tag("slow")
class StepProfilerTest {

    /** A step of 8 ms, and for each decoding sequence 1 ms, for each token of context 2 us and for each prompt token 100 us more. */
    private static final String ENGINE =
            "sim:step-base=8ms,step-decode=1ms,step-context=2us,step-prefill=100us,max-num-batched-tokens=512,max-num-seqs=8,"
                    + "kv-tokens=4096,max-model-len=1024";

    private static final double NOISE = 0.2;

    /** Mean lateness of a thread that sleeps for 5 ms above which times say more of the machine than of the engine, in ms. */
    private static final double BUSY = 1;

    @Test
    void measuresTheStepOfABatchThatDecodesAtItsContext() throws IOException {
        StepCell cell = measure(StepConfig.of(StepKind.DECODE, 64, 16, 4, 16, 1, 2));

        double context = cell.find(StepMetric.CONTEXT_TOKENS).orElseThrow();
        assertThat(context).isCloseTo(256, within(5.0));
        takes(8 + 4 * 1 + 4 * context * 0.002, cell.find(StepTimes.BATCH_STEP).orElseThrow());
        assertThat(cell.find(StepTimes.STEP).orElseThrow().n()).isGreaterThanOrEqualTo(2 * 16);
        assertThat(cell.find(StepTimes.PREFILL)).isEmpty();
        assertThat(cell.origin()).isEqualTo(Origin.SIMULATED);
    }

    @Test
    void measuresThePrefillOfOnePromptAndOfABatch() throws IOException {
        StepProfile profile = profile(List.of(
                StepConfig.of(StepKind.PREFILL, 300, 1, 1, 16, 1, 3),
                StepConfig.of(StepKind.PREFILL, 128, 1, 8, 16, 1, 3)));

        takes(8 + 300 * 0.1, profile.cells().get(0).find(StepTimes.PREFILL).orElseThrow());
        // one step begins with the first prompt alone; 512 tokens fit into each of the others
        takes(
                3 * 8 + 8 * 128 * 0.1,
                profile.cells().get(1).find(StepTimes.PREFILL).orElseThrow());
        assertThat(profile.cells().get(1).find(StepMetric.BATCH_EFFICIENCY).orElseThrow())
                .isBetween(0.1, 0.35);
    }

    @Test
    void measuresPromptsThatArriveWhileOthersDecode() throws IOException {
        StepCell cell = measure(StepConfig.of(StepKind.MIXED, 600, 16, 4, 16, 2, 2));

        // 1,200 prompt tokens beside two decodes at 256 tokens, up to 510 of them in a step
        takes(120 + 3.5 * 11, cell.find(StepTimes.PREFILL).orElseThrow());
        assertThat(cell.find(StepTimes.STEP).orElseThrow().max()).isGreaterThan(50);
        assertThat(cell.find(StepMetric.TOKENS_PER_SECOND).orElseThrow()).isGreaterThan(5_000);
    }

    @Test
    void neverHitsTheCacheAndHasExactPrompts() throws IOException {
        for (StepKind kind : StepKind.values()) {
            StepCell cell = measure(StepConfig.of(kind, 100, 8, 2, 16, 1, 2));

            assertThat(cell.find(StepMetric.CACHE_HIT_RATE).orElseThrow())
                    .as(kind.label())
                    .isZero();
            assertThat(cell.notes()).as(kind.label()).isEmpty();
        }
    }

    @Test
    void readsKvUseQueueAndPreemptionsFromTheServer() throws IOException {
        StepCell cell = measure(StepConfig.of(StepKind.DECODE, 64, 16, 4, 16, 1, 2));

        assertThat(cell.find(StepMetric.PREEMPTIONS)).hasValue(0);
        assertThat(cell.find(StepMetric.RUNNING_MAX)).hasValue(4);
        assertThat(cell.find(StepMetric.KV_USAGE_MAX).orElseThrow()).isBetween(0.2, 0.4);
        assertThat(cell.find(StepMetric.GPU_MEMORY_MAX)).isEmpty();
        assertThat(cell.absent().get(StepMetric.GPU_MEMORY_MAX))
                .isEqualTo("the server does not run on GPUs of this machine");
    }

    @Test
    void skipsCellsThatTheServerCannotHoldWithTheReason() throws IOException {
        StepProfile profile = profile(List.of(
                StepConfig.of(StepKind.PREFILL, 1024, 1, 1, 16, 0, 1),
                StepConfig.of(StepKind.DECODE, 64, 16, 9, 16, 0, 1),
                StepConfig.of(StepKind.DECODE, 64, 48, 6, 16, 0, 1),
                StepConfig.of(StepKind.MIXED, 64, 4, 1, 16, 0, 1)));

        assertThat(profile.cells()).extracting(StepCell::status).containsOnly(Status.SKIPPED);
        assertThat(profile.cells())
                .extracting(StepCell::reason)
                .containsExactly(
                        "C of 1024 tokens and 1 of output exceed max-model-len 1024",
                        "B of 9 exceeds max-num-seqs 8, so that the batch would never run at once",
                        "the batch needs 4800 tokens of KV cache; the server has 4096",
                        "a mixed batch needs B of 2 or more; B is 1");
    }

    @Test
    void reportsACellWhoseRequestsFailAndGoesOn() throws IOException {
        StepProfile profile = profile(
                ENGINE + ",fault=status:500,fault-every=2",
                List.of(
                        StepConfig.of(StepKind.PREFILL, 64, 1, 2, 16, 0, 1),
                        StepConfig.of(StepKind.PREFILL, 64, 1, 1, 16, 0, 1)));

        assertThat(profile.cells().get(0).status()).isEqualTo(Status.FAILED);
        assertThat(profile.cells().get(0).reason())
                .startsWith("batch 1: 1 of 2 requests failed, the first by http-error");
        assertThat(profile.cells().get(1).status()).isEqualTo(Status.MEASURED);
    }

    @Test
    void keepsWhatWasMeasuredBeforeItWasStopped() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse(ENGINE))) {
            Target target = Target.parse(server.baseUri().toString());
            Stopping stopping = new Stopping();
            try (StepProfiler profiler =
                    new StepProfiler(target, identity(ENGINE, target), false, StepOptions.of(7), stopping)) {
                stopping.stop = profiler::stop;
                StepProfile profile = profiler.run(
                        List.of(
                                StepConfig.of(StepKind.PREFILL, 64, 1, 1, 16, 0, 1),
                                StepConfig.of(StepKind.PREFILL, 65, 1, 1, 16, 0, 1),
                                StepConfig.of(StepKind.PREFILL, 66, 1, 1, 16, 0, 1)),
                        List.of());

                assertThat(profile.cells())
                        .extracting(StepCell::status)
                        .containsExactly(Status.MEASURED, Status.INTERRUPTED);
                assertThat(stopping.kept.cells()).isEqualTo(profile.cells());
            }
        }
    }

    /** Stops as the second cell begins. */
    private static final class Stopping implements StepListener {

        private Runnable stop = () -> {};
        private StepProfile kept = StepProfileJsonTest.profile();

        @Override
        public void begins(StepConfig cell, int index, int of) {
            if (index == 1) {
                stop.run();
            }
        }

        @Override
        public void ended(StepCell cell, StepProfile soFar) {
            kept = soFar;
        }
    }

    /**
     * Checks times against what the engine sleeps: never shorter, and on a machine that is not busy hardly longer.
     */
    private static void takes(double engineMillis, TimeSummary times) {
        assertThat(times.median()).isGreaterThan((1 - NOISE) * engineMillis);
        assumeThat(lateness())
                .as("ms by which this machine is late to wake a thread")
                .isLessThan(BUSY);
        assertThat(times.min()).isLessThan((1 + NOISE) * engineMillis);
    }

    private static double lateness() {
        int naps = 40;
        long begin = System.nanoTime();
        for (int i = 0; i < naps; i++) {
            LockSupport.parkNanos(5_000_000);
        }
        return (System.nanoTime() - begin) / 1e6 / naps - 5;
    }

    private static StepCell measure(StepConfig cell) throws IOException {
        return profile(List.of(cell)).cells().get(0);
    }

    private static StepProfile profile(List<StepConfig> cells) throws IOException {
        return profile(ENGINE, cells);
    }

    static StepProfile profile(String simulation, List<StepConfig> cells) throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse(simulation))) {
            Target target = Target.parse(server.baseUri().toString());
            try (StepProfiler profiler = new StepProfiler(
                    target, identity(simulation, target), false, StepOptions.of(7), StepListener.NONE)) {
                return profiler.run(cells, List.of());
            }
        }
    }

    private static TargetIdentity identity(String asked, Target target) {
        try (Transport transport = Transport.open(target, System::nanoTime)) {
            ServerFacts facts = new ServerProbe(target, transport).look(Duration.ofSeconds(10));
            String model = facts.model(Optional.empty()).id();
            return new TargetIdentity(
                    asked,
                    target.base().toString(),
                    true,
                    facts.version(),
                    model,
                    facts.model(Optional.empty()).maxModelLength(),
                    Map.of(),
                    Optional.of(ServerIdentityReader.read(facts, model, Optional.empty(), Optional.empty(), Map.of())));
        }
    }
}
