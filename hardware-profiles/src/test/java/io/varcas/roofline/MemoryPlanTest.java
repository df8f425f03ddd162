package io.varcas.roofline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.varcas.hardware.HardwareCatalog;
import io.varcas.model.KvPrecision;
import io.varcas.model.ModelCatalog;
import io.varcas.model.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryPlanTest {

    private static final HardwareCatalog HARDWARE = HardwareCatalog.bundled();
    private static final ModelCatalog MODELS = ModelCatalog.bundled();
    private static final double GIB = 1L << 30;

    /** Gibibytes of KV pool as vLLM logged them on H100 with its defaults; the last has a pool of 3 GiB only. */
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "llama-3.1-8b, bf16, 1, .90, 51.38, 1",
        "qwen3-0.6b, bf16, 1, .90, 64.45, 1",
        "qwen3-32b, bf16, 1, .90, 4.45, 1",
        "qwen3-32b, bf16, 2, .90, 34.49, 1",
        "llama-3.3-70b, fp8, 2, .90, 32.00, 1",
        "gpt-oss-20b, mxfp4, 1, .90, 50.28, 1"
    })
    void predictsThePoolsOfAnH100(
            String model, String precision, int tensorParallel, double utilization, double gibibytes, double percent) {
        Deployment deployment = Deployment.of(
                MODELS.model(model), HARDWARE.accelerator("h100"), Precision.of(precision), tensorParallel);
        MemoryPlan plan = MemoryPlan.of(
                deployment,
                ServingLimits.defaultsOn(deployment.accelerator(), 4_096, "vllm 0.15.1")
                        .withGpuMemoryUtilization(utilization));

        assertThat(plan.limits().maxNumSeqs()).isEqualTo(1_024);
        assertThat(plan.kvPoolBytes() / GIB).isCloseTo(gibibytes, withinPercentage(percent));
    }

    /** Tokens of KV pool as vLLM 0.15.1 logged them on a T4. */
    @ParameterizedTest(name = "{0} with {2} requests of {3} tokens at {4}")
    @CsvSource({
        "llama-2-7b, int4-awq, 256, 2048, .9, 18608",
        "llama-2-7b, int4-awq, 8, 2048, .9, 18640",
        "tinyllama-1.1b, fp16, 256, 2048, .7, 372064",
        "tinyllama-1.1b, fp16, 128, 1024, .7, 379184",
        "tinyllama-1.1b, fp16, 64, 2048, .8, 450848",
        "tinyllama-1.1b, fp16, 256, 2048, .9, 510944"
    })
    void predictsThePoolsOfAT4(String model, String precision, int seqs, int batched, double utilization, long tokens) {
        Deployment deployment = Deployment.of(MODELS.model(model), HARDWARE.accelerator("t4"), Precision.of(precision));
        MemoryPlan plan = MemoryPlan.of(deployment, new ServingLimits(seqs, batched, 1_024, utilization));

        assertThat(plan.kvTokens(1_024)).isCloseTo(tokens, withinPercentage(3));
        assertThat(plan.kvTokens(1_024) % 16).as("whole blocks").isZero();
    }

    @Test
    void fewerSequencesFreeMemoryOnAModelOfManyWords() {
        Deployment deployment =
                Deployment.of(MODELS.model("llama-3.1-8b"), HARDWARE.accelerator("h100"), Precision.BF16);
        ServingLimits many = ServingLimits.defaultsOn(deployment.accelerator(), 4_096, "vllm 0.15.1");

        double freed = MemoryPlan.of(deployment, many.withMaxNumSeqs(256)).kvPoolBytes()
                - MemoryPlan.of(deployment, many).kvPoolBytes();
        assertThat(freed / GIB).isBetween(3.0, 6.0);
    }

    @Test
    void windowsSaveRoomForLongRequests() {
        Deployment deployment =
                Deployment.of(MODELS.model("gpt-oss-20b"), HARDWARE.accelerator("h100"), Precision.MXFP4);
        MemoryPlan plan =
                MemoryPlan.of(deployment, ServingLimits.defaultsOn(deployment.accelerator(), 4_096, "vllm 0.15.1"));

        assertThat(plan.kvTokens(128)).isLessThan(plan.kvTokens(20_000));
        assertThat((double) plan.kvTokens(1e6) / plan.kvTokens(128))
                .as("half of its layers keep 128 tokens")
                .isCloseTo(2, within(0.01));
    }

    @Test
    void eightBitCachesHoldTwiceAsMuch() {
        Deployment deployment =
                Deployment.of(MODELS.model("llama-2-7b"), HARDWARE.accelerator("t4"), Precision.INT4_AWQ);
        ServingLimits limits = new ServingLimits(256, 2_048, 2_048, .9);

        assertThat((double) MemoryPlan.of(deployment.withKv(KvPrecision.FP8), limits)
                        .kvTokens(1_000))
                .isCloseTo(2.0 * MemoryPlan.of(deployment, limits).kvTokens(1_000), withinPercentage(0.2));
    }

    @Test
    void reportsWithNumbersWhatDoesNotFit() {
        Deployment big = Deployment.of(MODELS.model("llama-3.1-70b"), HARDWARE.accelerator("h100"), Precision.BF16);
        assertThat(MemoryPlan.of(big, ServingLimits.defaultsOn(big.accelerator(), 4_096, "vllm 0.15.1"))
                        .refusal())
                .get()
                .asString()
                .contains("llama-3.1-70b in bf16 on 1 x h100-sxm does not fit: weights 131.4 GiB")
                .contains("budget of 71.3 GiB");
        Deployment tight = Deployment.of(MODELS.model("qwen3-32b"), HARDWARE.accelerator("h100"), Precision.BF16);
        assertThat(MemoryPlan.of(tight, ServingLimits.defaultsOn(tight.accelerator(), 40_960, "vllm 0.15.1"))
                        .refusal())
                .get()
                .asString()
                .contains("holds no request of max-model-len 40960");
        assertThat(MemoryPlan.of(tight, ServingLimits.defaultsOn(tight.accelerator(), 4_096, "vllm 0.15.1"))
                        .refusal())
                .isEmpty();
    }

    @Test
    void parallelRanksShareWeightsAndCache() {
        ServingLimits limits = new ServingLimits(256, 8_192, 4_096, .9);
        Deployment two = Deployment.of(MODELS.model("llama-3.1-70b"), HARDWARE.accelerator("h100"), Precision.BF16, 4);
        Deployment staged = Deployment.of(
                        MODELS.model("llama-3.1-70b"), HARDWARE.accelerator("h100"), Precision.BF16, 2)
                .withPipeline(2);

        assertThat((double) MemoryPlan.of(staged, limits).kvTokens(1_000))
                .as("two stages of two ranks hold about what four ranks do")
                .isCloseTo((double) MemoryPlan.of(two, limits).kvTokens(1_000), withinPercentage(15));
        assertThat(MemoryPlan.of(staged, limits).engineLimits(1_000).pipelineStages())
                .isEqualTo(2);
    }
}
