package io.varcas.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.model.Precision;
import io.varcas.routing.RoutingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentResolverTest {

    private static DeployedHardware resolve(String notation) {
        return resolve(notation, "vllm 0.32.0");
    }

    private static DeployedHardware resolve(String notation, String engine) {
        return DeploymentResolver.resolve(DeploymentSpec.parse(notation), Catalogs.bundled(), engine);
    }

    @Test
    void takesVllmsDefaultsForWhatIsNotSaid() {
        DeployedHardware hardware = resolve("h100,model=llama-3.1-8b");
        assertThat(hardware.deployment().precision()).isEqualTo(Precision.BF16);
        assertThat(hardware.limits().maxNumSeqs()).isEqualTo(1_024);
        assertThat(hardware.limits().maxNumBatchedTokens()).isEqualTo(8_192);
        assertThat(hardware.limits().maxModelLen()).isEqualTo(131_072);
        assertThat(hardware.replicas()).isEqualTo(1);
        assertThat(hardware.refusal()).isEmpty();
        assertThat(hardware.describe()).isEqualTo("llama-3.1-8b in bf16 on 1 x NVIDIA H100 SXM 80 GB");
    }

    @Test
    void takesTheShareOfMemoryOfTheVersionThatServes() {
        DeployedHardware before = resolve("h100,model=llama-3.1-8b", "vllm 0.15.1");
        assertThat(before.limits().gpuMemoryUtilization()).isEqualTo(0.90);
        // 51.38 GiB in the log of a real server of that version, at 128 KiB a token.
        assertThat((double) before.engineLimits().kvTokens()).isCloseTo(51.38 * 8_192, within(0.01 * 51.38 * 8_192));

        assertThat(resolve("h100,model=gpt-oss-120b,max-model-len=16384", "vllm 0.15.1")
                        .refusal())
                .isPresent();
        assertThat(resolve("h100,model=gpt-oss-120b,max-model-len=16384", "vllm 0.32.0")
                        .refusal())
                .isEmpty();
        assertThat(resolve("h100,model=llama-3.1-8b", "vllm").limits().gpuMemoryUtilization())
                .as("the current version's where none is told")
                .isEqualTo(0.92);
    }

    @Test
    void readsEverythingThatIsSaid() {
        DeployedHardware hardware = resolve(
                "h100,model=meta-llama/Llama-3.1-70B-Instruct,precision=fp8,tensor-parallel-size=2,pp=2,replicas=3,"
                        + "router=round-robin,max-num-seqs=64,max-num-batched-tokens=4096,max-model-len=16384,"
                        + "gpu-memory-utilization=0.8,kv-cache-dtype=fp8,enable-prefix-caching=off,spec-tokens=3,spec-acceptance=0.5");
        assertThat(hardware.deployment().tensorParallel()).isEqualTo(2);
        assertThat(hardware.deployment().pipelineParallel()).isEqualTo(2);
        assertThat(hardware.routing()).isEqualTo(RoutingPolicy.ROUND_ROBIN);
        assertThat(hardware.limits().gpuMemoryUtilization()).isEqualTo(0.8);
        assertThat(hardware.scheduling().prefixCaching()).isFalse();
        assertThat(hardware.engineLimits().pipelineStages()).isEqualTo(2);
        assertThat(hardware.describe())
                .isEqualTo("llama-3.1-70b in fp8 on 12 x NVIDIA H100 SXM 80 GB (tp 2, pp 2, replicas 3)");
        assertThat(hardware.newCluster(io.varcas.traffic.Seed.of(1)).replicas()).hasSize(3);
    }

    @Test
    void servesIn16BitsThatTheAcceleratorHas() {
        assertThat(resolve("t4,model=tinyllama-1.1b").deployment().precision()).isEqualTo(Precision.FP16);
    }

    @Test
    void knowsTheAcceleratorsOfAnInstance() {
        DeployedHardware hardware = resolve("instance=a3-highgpu-8g,model=llama-3.1-70b,tp=8");
        assertThat(hardware.deployment().accelerator().id()).isEqualTo("h100-sxm");
        assertThat(hardware.deployment().acceleratorsPerHost()).isEqualTo(8);
    }

    @Test
    void readsAModelFromItsConfigFile(@TempDir Path folder) throws IOException {
        Path config = folder.resolve("config.json");
        Files.writeString(config, """
            {"model_type": "llama", "num_hidden_layers": 16, "hidden_size": 2048, "vocab_size": 32000,
             "num_attention_heads": 32, "num_key_value_heads": 8, "intermediate_size": 8192,
             "max_position_embeddings": 4096}
            """);
        assertThat(resolve("l4,model=" + config).deployment().model().layers()).isEqualTo(16);
    }

    @Test
    void lendsItsMemoryToALongerContextOnlyIfThatFits() {
        assertThat(resolve("l4,model=llama-3.1-8b").refusal())
                .hasValueSatisfying(line -> assertThat(line)
                        .contains("holds no request of max-model-len 131072; set max-model-len to ")
                        .doesNotContain("\n"));
        assertThat(resolve("l4,model=llama-3.1-8b,max-model-len=8192").refusal())
                .isEmpty();
        assertThat(resolve("t4,model=llama-3.1-8b,precision=fp16").refusal())
                .hasValueSatisfying(line -> assertThat(line).contains("does not fit: weights 15.0 GiB"));
    }

    @Test
    void takesAPoolOfAnotherSizeIfToldTo() {
        assertThat(resolve("h100,kv-tokens=4096,max-model-len=2048")
                        .engineLimits()
                        .kvTokens())
                .isEqualTo(4_096);
        assertThat(resolve("h100,kv-tokens=1024,max-model-len=2048").refusal())
                .hasValue(
                        "a KV pool of 1024 tokens holds no request of max-model-len 2048; set max-model-len to 1024 or"
                                + " less");
    }

    @Test
    void stretchesEveryStepAndOverhead() {
        DeployedHardware hardware = resolve("h100,model=llama-3.1-8b");
        DeployedHardware slower = hardware.slowerBy(1.5);
        assertThat(slower.ingress().toNanos())
                .isEqualTo(Math.round(hardware.ingress().toNanos() * 1.5));
        assertThat(slower.timing().coefficients().perStepMicros())
                .isCloseTo(hardware.timing().coefficients().perStepMicros() * 1.5, within(1e-9));
    }

    @Test
    void writesItsNotationAsItReadsIt() {
        DeploymentSpec spec = DeploymentSpec.parse("h100, tp=2 ,model=llama-3.1-8b");
        assertThat(spec).hasToString("h100,model=llama-3.1-8b,tp=2");
        assertThat(DeploymentSpec.parse(spec.toString())).isEqualTo(spec);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "h10|unknown GPU \"h10\"; did you mean \"h100\"?",
                "h1000|unknown GPU \"h1000\"; did you mean \"h100\"?",
                "h100,model=lama-3.1-8b|unknown model \"lama-3.1-8b\"; did you mean \"llama-3.1-8b\"?",
                "h100,precision=fb8|unknown precision \"fb8\"; did you mean \"fp8\"?",
                "h100,modle=llama-3.1-8b|unknown option \"modle\"; did you mean \"model\"?",
                "h100,tp|option tp needs a value, as in tp=1",
                "h100,tp=2,tensor-parallel=4|option tp is given twice",
                "h100,tp=3|heads do not split over 3 ranks; the nearest that do are 2",
                "h100,tp=two|tp: \"two\" is not a whole number",
                "h100,replicas=0|replicas: 0 must be at least 1",
                "t4,precision=bf16|has no bf16 units; use fp16",
                "t4,precision=fp8|has no units for fp8",
                "h100,gpu-memory-utilization=90|gpu-memory-utilization: 90 must be from 0.01 to 1",
                "h100,router=robin|unknown router \"robin\"; did you mean \"round-robin\"?",
                "h100,max-num-seqs=64,max-num-batched-tokens=32|max-num-batched-tokens is 32 tokens; it must be at"
                        + " least 64",
                "h100,enable-chunked-prefill=off|without chunked prefill it must be at least max-model-len",
                "h100,model=no/config.json|there is no file no/config.json",
                "h100,spec-acceptance=0.5|spec-acceptance needs spec-tokens",
                "h100,profile=vlm-current|unknown device profile \"vlm-current\"; did you mean \"vllm-current\"?",
                "l4,instance=a3-highgpu-8g|instance a3-highgpu-8g has accelerators h100-sxm, not l4",
                "model=llama-3.1-8b|no accelerator is named; begin with one, such as h100",
            })
    void refusesWithTheNearestRightThing(String notation, String message) {
        assertThatThrownBy(() -> resolve(notation))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message)
                .extracting(Throwable::getMessage)
                .satisfies(text -> assertThat(text).doesNotContain("\n"));
    }

    @Test
    void namesAllFaultsAtOnce() {
        assertThatThrownBy(() -> resolve("h1000,model=lama-3.1-8b,tp=0"))
                .hasMessageContaining("\"h1000\"")
                .hasMessageContaining("\"lama-3.1-8b\"")
                .hasMessageContaining("tp: 0");
    }
}
