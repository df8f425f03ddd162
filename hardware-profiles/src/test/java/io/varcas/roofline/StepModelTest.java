package io.varcas.roofline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.varcas.engine.Engine;
import io.varcas.engine.EngineLimits;
import io.varcas.engine.EngineRequest;
import io.varcas.engine.Step;
import io.varcas.hardware.Accelerator;
import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.KvPrecision;
import io.varcas.model.ModelArchitecture;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepModelTest {

    private static final HardwareCatalog HARDWARE = HardwareCatalog.bundled();
    private static final ModelCatalog MODELS = ModelCatalog.bundled();
    private static final StepCoefficients DEFAULT = StepCoefficients.DEFAULT;

    /** One of every kind: dense, experts, latent attention, windows; slow and fast; alone and parallel. */
    static Stream<Deployment> deployments() {
        return Stream.of(
                deployment("llama-3.1-8b", "t4", Precision.FP16, 1),
                deployment("llama-3.1-8b", "h100", Precision.BF16, 1),
                deployment("llama-3.1-70b", "h100", Precision.FP8, 4),
                deployment("qwen3-30b-a3b", "a100", Precision.BF16, 2),
                deployment("gpt-oss-120b", "h100", Precision.MXFP4, 1),
                deployment("gemma-3-27b", "l40s", Precision.BF16, 2),
                deployment("deepseek-r1", "h200", Precision.FP8, 8),
                deployment("mixtral-8x7b", "mi300x", Precision.BF16, 1),
                deployment("llama-3.1-70b", "h100", Precision.BF16, 2).withPipeline(2));
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void timeNeverFallsWithBatchContextOrPrompt(Deployment deployment) {
        StepModel model = new StepModel(deployment);
        for (double context = 1; context < 2e5; context *= 1.7) {
            double previous = 0;
            for (double batch = 1; batch <= 1_024; batch *= 1.5) {
                double seconds = model.seconds(StepShape.decode(batch, context), DEFAULT);
                assertThat(seconds).as("batch %s at context %s", batch, context).isGreaterThanOrEqualTo(previous);
                previous = seconds;
            }
        }
        for (double batch = 1; batch <= 1_024; batch *= 4) {
            double previous = 0;
            for (double context = 1; context < 2e5; context *= 1.3) {
                double seconds = model.seconds(StepShape.decode(batch, context), DEFAULT);
                assertThat(seconds).as("context %s of batch %s", context, batch).isGreaterThanOrEqualTo(previous);
                previous = seconds;
            }
        }
        for (double cached = 1; cached < 1e5; cached *= 3) {
            double previous = 0;
            for (double tokens = 1; tokens < 2e4; tokens *= 1.3) {
                double seconds = model.seconds(StepShape.prefill(tokens, cached), DEFAULT);
                assertThat(seconds).as("chunk %s after %s", tokens, cached).isGreaterThanOrEqualTo(previous);
                previous = seconds;
            }
        }
        for (double tokens = 1; tokens < 1e4; tokens *= 5) {
            double previous = 0;
            for (double cached = 1; cached < 2e5; cached *= 1.3) {
                double seconds = model.seconds(StepShape.prefill(tokens, cached), DEFAULT);
                assertThat(seconds).as("cached %s before %s", cached, tokens).isGreaterThanOrEqualTo(previous);
                previous = seconds;
            }
        }
    }

    @Test
    void timeNeverFallsWithBytes() {
        StepShape step = StepShape.decode(16, 2_000);
        double previous = 0;
        for (Precision precision : new Precision[] {Precision.INT4_AWQ, Precision.FP8, Precision.BF16}) {
            double seconds = new StepModel(deployment("llama-3.1-8b", "a100", precision, 1)).seconds(step, DEFAULT);
            assertThat(seconds).as(precision.key()).isGreaterThan(previous);
            previous = seconds;
        }
        Deployment plain = deployment("llama-3.1-8b", "h100", Precision.BF16, 1);
        assertThat(new StepModel(plain.withKv(KvPrecision.FP8)).seconds(step, DEFAULT))
                .isLessThan(new StepModel(plain).seconds(step, DEFAULT));
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void partsAddUpToTheWhole(Deployment deployment) {
        StepModel model = new StepModel(deployment);
        StepShape mixed = StepShape.decode(32, 1_500).with(2, 700, 300);

        assertThat(model.cost(mixed, DEFAULT).seconds())
                .isCloseTo(model.seconds(mixed, DEFAULT), withinPercentage(1e-6));
    }

    @Test
    void theLawOfTheEngineIsTheSameModel() {
        Deployment deployment = deployment("gemma-3-27b", "h100", Precision.BF16, 1);
        StepModel model = new StepModel(deployment);
        Engine engine = new Engine(EngineLimits.of(64, 2_048, 100_000), new PhysicalStepTime(model, DEFAULT));
        engine.submit(EngineRequest.of(1, 1_500, 10));
        Step prefill = Objects.requireNonNull(engine.step(0));
        assertThat(prefill.durationNanos() / 1e9)
                .isCloseTo(model.seconds(StepShape.prefill(1_500, 0), DEFAULT), withinPercentage(1e-4));

        engine.submit(EngineRequest.of(2, 3_000, 10));
        Step mixed = Objects.requireNonNull(engine.step(prefill.endNanos()));
        assertThat(mixed.durationNanos() / 1e9)
                .as("one decode at 1,501 and a chunk of 2,047; the chunk is not sampled yet")
                .isCloseTo(
                        model.seconds(StepShape.decode(1, 1_501).with(1, 2_047, 0), DEFAULT), withinPercentage(0.01));
    }

    @Test
    void prefillFlopsAreTwiceTheMatrixParametersAndAttention() {
        ModelArchitecture llama = MODELS.model("llama-2-7b");
        StepCost cost = new StepModel(deployment("llama-2-7b", "t4", Precision.INT4_AWQ, 1))
                .cost(StepShape.prefill(1_024, 0), DEFAULT);
        double matrices = 2 * llama.linearParameters() * 1_024; // an independent count
        double attention = 4.0 * 4_096 * 1_024 * 1_024 / 2 * 32;
        double head = 2.0 * 4_096 * 32_000;

        assertThat(cost.flops()).isCloseTo(matrices + attention + head, withinPercentage(1));
    }

    @Test
    void smallDecodeIsBoundByMemoryAndLongPrefillByArithmetic() {
        StepModel model = new StepModel(deployment("llama-2-7b", "t4", Precision.INT4_AWQ, 1));

        assertThat(model.cost(StepShape.decode(1, 256), DEFAULT).bound()).isEqualTo(Bound.MEMORY);
        assertThat(model.cost(StepShape.prefill(2_048, 0), DEFAULT).bound()).isEqualTo(Bound.COMPUTE);
        assertThat(model.cost(StepShape.decode(1, 256), DEFAULT).dominant().op())
                .isEqualTo(Op.FEED_FORWARD);
    }

    @Test
    void tensorParallelIsSlowerOverPcieThanOverNvlink() {
        // The same chip and memory; only the links differ.
        StepShape step = StepShape.decode(64, 1_000);
        double nvlink = new StepModel(deployment("llama-3.1-8b", "h100-sxm", Precision.BF16, 2)).seconds(step, DEFAULT);
        Deployment pcie = new Deployment(
                MODELS.model("llama-3.1-8b"),
                withLinksOf("h100-sxm", "l40s"),
                Precision.BF16,
                KvPrecision.AUTO,
                2,
                1,
                2);

        assertThat(new StepModel(pcie).seconds(step, DEFAULT)).isGreaterThan(nvlink);
        StepCost prefill = new StepModel(pcie).cost(StepShape.prefill(4_096, 0), DEFAULT);
        assertThat(prefill.dominant().op()).isEqualTo(Op.ALL_REDUCE);
    }

    @Test
    void groupsBeyondOneHostPayForTheNetwork() {
        Deployment oneHost = deployment("llama-3.1-405b", "h100", Precision.FP8, 8);
        StepShape step = StepShape.decode(64, 1_000);

        assertThat(new StepModel(oneHost.onHostsOf(4)).seconds(step, DEFAULT))
                .isGreaterThan(new StepModel(oneHost).seconds(step, DEFAULT));
    }

    @Test
    void pipelineStagesShareTheLayersButNotTheLatency() {
        Deployment alone = deployment("llama-3.1-70b", "h100", Precision.FP8, 2);
        Deployment staged = alone.withPipeline(2);
        Engine engine = new Engine(
                EngineLimits.of(64, 2_048, 100_000).withPipelineStages(2),
                new PhysicalStepTime(new StepModel(staged), DEFAULT));
        engine.submit(EngineRequest.of(1, 1_000, 10));
        Step step = Objects.requireNonNull(engine.step(0));
        double whole = new StepModel(alone).seconds(StepShape.prefill(1_000, 0), DEFAULT);

        assertThat(step.durationNanos() / 1e9).as("all stages and a hop").isGreaterThan(whole);
        assertThat((step.nextStepNanos() - step.startNanos()) / 1e9).isBetween(0.5 * whole, 0.6 * whole);
    }

    @Test
    void rejectsDeploymentsVllmWouldRefuse() {
        assertThatThrownBy(() -> deployment("llama-3.1-8b", "t4", Precision.BF16, 1))
                .hasMessageContaining("llama-3.1-8b on t4")
                .hasMessageContaining("use fp16");
        assertThatThrownBy(() -> deployment("qwen2.5-7b", "h100", Precision.BF16, 8))
                .hasMessageContaining("28 heads and 4 KV heads do not split over 8 ranks; the nearest that do are 4");
    }

    @Test
    void staticAnalysisLaysTheGridUnderTheRoof() {
        StepModel model = new StepModel(deployment("llama-2-7b", "t4", Precision.INT4_AWQ, 1));
        StaticAnalysis analysis = StaticAnalysis.of(model, DEFAULT, List.of(1, 8), List.of(128, 1_024));

        assertThat(analysis.ridge()).isCloseTo(203.1, withinPercentage(0.1));
        assertThat(analysis.points()).hasSize(8).allSatisfy(point -> {
            assertThat(point.flopsPerSecond()).isLessThan(point.attainableFlopsPerSecond());
            assertThat(point.attainableFlopsPerSecond()).isLessThanOrEqualTo(65e12);
        });
        assertThat(analysis.points().get(0).phase()).isEqualTo(StaticAnalysis.Phase.PREFILL);
        assertThat(analysis.points().get(7).tokensPerSecond())
                .isCloseTo(8 / model.seconds(StepShape.decode(8, 1_024), DEFAULT), withinPercentage(1e-6));
        assertThatThrownBy(() -> StaticAnalysis.of(model, DEFAULT, List.of(), List.of(0)))
                .hasMessageContaining("no batch sizes")
                .hasMessageContaining("length is 0 tokens");
    }

    @Test
    void slowArithmeticCostsWhereThereIsMuchOfIt() {
        StepModel model = new StepModel(deployment("llama-2-7b", "h100", Precision.BF16, 1));
        StepCoefficients slow = DEFAULT.withArithmetic(40);

        assertThat(model.seconds(StepShape.decode(64, 100), slow))
                .isGreaterThan(3 * model.seconds(StepShape.decode(64, 100), DEFAULT));
        assertThat(model.seconds(StepShape.decode(1, 100), slow))
                .isLessThan(3 * model.seconds(StepShape.decode(1, 100), DEFAULT));
    }

    @Test
    void coefficientsGoByNameAndOrder() {
        assertThat(StepCoefficients.of(1, DEFAULT.linear())).isEqualTo(DEFAULT);
        assertThatThrownBy(() -> StepCoefficients.of(1, 2)).hasMessageContaining("1 values");
        assertThatThrownBy(() -> StepCoefficients.of(1, 1, 1, 1, 1, 25, -4, 400, 25))
                .hasMessageContaining("perSequenceMicros is -4.0");
    }

    private static Deployment deployment(String model, String gpu, Precision precision, int tensorParallel) {
        return Deployment.of(MODELS.model(model), HARDWARE.accelerator(gpu), precision, tensorParallel);
    }

    private static Accelerator withLinksOf(String gpu, String links) {
        var chip = HARDWARE.accelerator(gpu);
        return new Accelerator(
                chip.id(),
                chip.name(),
                chip.aliases(),
                chip.backend(),
                chip.computeCapability(),
                chip.memory(),
                chip.denseTflops(),
                HARDWARE.accelerator(links).interconnect(),
                chip.powerWatts(),
                chip.efficiency());
    }
}
