package io.varcas.roofline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelPathsTest {

    private static final HardwareCatalog HARDWARE = HardwareCatalog.bundled();
    private static final ModelCatalog MODELS = ModelCatalog.bundled();

    @ParameterizedTest(name = "{0} {1} on {2} with {3}: {4}, {5}")
    @CsvSource({
        "llama-3.1-8b, bf16, h100-sxm, vllm 0.32.0, cublas, MEASURED",
        "llama-3.1-8b, fp8, b200-sxm, vllm 0.32.0, cutlass, MEASURED",
        "llama-3.1-8b, fp8, gh200-96, vllm 0.32.0, cutlass, TRANSFERRED",
        "llama-3.1-8b, bf16, l4, vllm 0.32.0, cublas, TRANSFERRED",
        "llama-3.1-8b, int4-awq, a100-80-sxm, vllm 0.32.0, marlin, TRANSFERRED",
        "llama-2-7b, int4-awq, t4, vllm 0.32.0, awq, ASSUMED",
        "llama-3.1-8b, bf16, tpu-v6e, vllm 0.32.0, platform, NONE",
        "llama-3.1-8b, bf16, trainium2, vllm 0.32.0, platform, NONE",
        "llama-3.1-8b, bf16, mi300x, vllm 0.32.0, platform, NONE",
        "gpt-oss-120b, mxfp4, h100-sxm, vllm 0.32.0, 'cublas, experts triton', MEASURED",
        "gpt-oss-120b, mxfp4, b200-sxm, vllm 0.32.0, 'cublas, experts flashinfer-trtllm', MEASURED",
        "gpt-oss-120b, mxfp4, a100-80-sxm, vllm 0.32.0, 'cublas, experts marlin', ASSUMED",
        "qwen3-235b-a22b, fp8, b200-sxm, vllm 0.32.0, 'cutlass, experts flashinfer-trtllm', MEASURED",
        "qwen3-235b-a22b, fp8, b200-sxm, vllm 0.19.0, 'cutlass, experts triton', MEASURED",
        "qwen3-235b-a22b, fp8, h200-sxm, vllm 0.12.0, 'cutlass, experts triton', ASSUMED",
        "qwen3-235b-a22b, fp8, h200-sxm, vllm, 'cutlass, experts triton', TRANSFERRED"
    })
    void followGpuPrecisionAndVersion(
            String model, String precision, String gpu, String engine, String path, Evidence evidence) {
        KernelPaths paths =
                KernelPaths.of(MODELS.model(model), HARDWARE.accelerator(gpu), Precision.of(precision), engine);

        assertThat(paths.describe()).isEqualTo(path);
        assertThat(paths.evidence()).isEqualTo(evidence);
    }

    @Test
    void asynchronousSchedulingIsTheDefaultOfNewVersions() {
        Deployment llama = Deployment.of(MODELS.model("llama-3.1-8b"), HARDWARE.accelerator("h100"), Precision.BF16);
        double fresh = decodeSeconds(llama.servedBy("vllm 0.32.0"), 64);
        double old = decodeSeconds(llama.servedBy("vllm 0.12.0"), 64);

        assertThat(old - fresh).as("40 us a sequence more").isCloseTo(64 * 40e-6, within(1e-9));
    }

    @Test
    void marlinComputesExpertsSlowerThanTriton() {
        Deployment triton = Deployment.of(MODELS.model("gpt-oss-120b"), HARDWARE.accelerator("h100"), Precision.MXFP4);
        Deployment marlin = triton.withExpertKernels("marlin");

        StepShape prompt = StepShape.prefill(4_096, 0);
        assertThat(seconds(marlin, prompt)).isGreaterThan(1.5 * seconds(triton, prompt));
        assertThat(Objects.requireNonNull(marlin.kernels().experts()).evidence())
                .isEqualTo(Evidence.MEASURED);
        assertThatThrownBy(() -> triton.withExpertKernels("marlim"))
                .hasMessageContaining("unknown kernel path of experts \"marlim\"")
                .hasMessageContaining("did you mean \"marlin\"?");
        assertThatThrownBy(
                        () -> Deployment.of(MODELS.model("llama-3.1-8b"), HARDWARE.accelerator("h100"), Precision.BF16)
                                .withExpertKernels("marlin"))
                .hasMessageContaining("llama-3.1-8b has no experts");
    }

    @Test
    void awqLeavesItsOwnKernelsForManyRows() {
        Deployment awq = Deployment.of(MODELS.model("llama-2-7b"), HARDWARE.accelerator("t4"), Precision.INT4_AWQ);
        Deployment half = Deployment.of(MODELS.model("llama-2-7b"), HARDWARE.accelerator("t4"), Precision.FP16);

        StepShape decode = StepShape.decode(128, 100);
        assertThat(seconds(awq, decode)).isGreaterThan(2 * seconds(half, decode));
        StepShape prompt = StepShape.prefill(2_048, 0);
        assertThat(seconds(awq, prompt)).isBetween(0.9 * seconds(half, prompt), 1.3 * seconds(half, prompt));
    }

    @Test
    void withoutGraphsAStepTakesAtLeastItsLaunches() {
        Deployment graphs = Deployment.of(MODELS.model("llama-3.1-8b"), HARDWARE.accelerator("h100"), Precision.BF16);
        Deployment eager = graphs.withGraphs(CudaGraphs.NONE);
        Deployment decodeOnly = graphs.withGraphs(CudaGraphs.DECODE_ONLY);

        assertThat(decodeSeconds(eager, 1)).as("32 layers of 400 us").isCloseTo(12.8e-3, within(1e-9));
        assertThat(decodeSeconds(decodeOnly, 1)).isEqualTo(decodeSeconds(graphs, 1));
        assertThat(seconds(decodeOnly, StepShape.prefill(16, 0))).isCloseTo(12.8e-3, within(1e-9));
        assertThat(seconds(eager, StepShape.prefill(8_192, 0))).isEqualTo(seconds(graphs, StepShape.prefill(8_192, 0)));
        assertThat(new StepModel(eager)
                        .cost(StepShape.decode(1, 100), StepCoefficients.DEFAULT)
                        .ops())
                .anySatisfy(part -> assertThat(part.op()).isEqualTo(Op.HOST_LAUNCH));
    }

    private static double decodeSeconds(Deployment deployment, int sequences) {
        return seconds(deployment, StepShape.decode(sequences, 1_000));
    }

    private static double seconds(Deployment deployment, StepShape step) {
        return new StepModel(deployment).seconds(step, StepCoefficients.DEFAULT);
    }
}
