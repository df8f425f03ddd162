package io.varcas.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.deployment.DeployedHardware;
import io.varcas.engine.EngineLimits;
import io.varcas.setting.type.SettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VllmFlagsTest {

    @Test
    void simulatesWithTheFlagsOfVllm() {
        String target = "sim: --max-num-seqs 8 --max_num_batched_tokens 2048 --block-size 32"
                + " --no-enable-prefix-caching --gpu-memory-utilization 0.9 --max-model-len=4096 --served-model-name m"
                + " --num-gpu-blocks-override 200";
        assertThat(SimulatedTarget.parse(target))
                .isEqualTo(SimulatedTarget.parse("sim:max-num-seqs=8,max-num-batched-tokens=2048,block-size=32,"
                        + "enable-prefix-caching=off,max-model-len=4096,served-model-name=m,kv-tokens=6400"));
        assertThat(SimulatedTarget.withoutEffect(target))
                .containsExactly("--gpu-memory-utilization has no effect: the simulator has no hardware; name it, as in"
                        + " sim:h100");
    }

    @Test
    void simulatesHardwareWithTheFlagsOfVllm() {
        String target =
                "sim:h100,model=llama-3.1-8b --block-size 32 -tp 2 --gpu-memory-utilization 0.8 --dtype bfloat16"
                        + " --enforce-eager --speculative-config '{\"method\": \"ngram\", \"num_speculative_tokens\": 3}'"
                        + " --kv-cache-dtype auto --port 8000";
        ServeOptions options = SimulatedTarget.parse(target);
        DeployedHardware hardware = options.engine().hardware().orElseThrow();
        EngineLimits limits = options.engine().limits();
        assertThat(limits.blockTokens()).isEqualTo(32);
        assertThat(hardware.deployment().tensorParallel()).isEqualTo(2);
        assertThat(hardware.limits().gpuMemoryUtilization()).isEqualTo(0.8);
        assertThat(hardware.describe()).contains("bf16");
        ServeOptions same = SimulatedTarget.parse("sim:h100,model=llama-3.1-8b,block-size=32,tp=2,"
                + "gpu-memory-utilization=0.8,precision=bf16,cuda-graphs=none,spec-tokens=3");
        assertThat(limits).isEqualTo(same.engine().limits());
        assertThat(options.engine().scheduling()).isEqualTo(same.engine().scheduling());
        assertThat(hardware.deployment())
                .isEqualTo(same.engine().hardware().orElseThrow().deployment());
        int usual = SimulatedTarget.parse("sim:h100,model=llama-3.1-8b,tp=2,gpu-memory-utilization=0.8")
                .engine()
                .limits()
                .kvBlocks();
        assertThat(limits.kvBlocks()).as("as much memory in larger blocks").isEqualTo(usual / 2);
        assertThat(SimulatedTarget.withoutEffect(target)).containsExactly("--port has no effect on the simulator");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --max-num-seq 8                  | unknown flag --max-num-seq; did you mean --max-num-seqs?
        --max-num-seqs many              | max-num-seqs: "many" is not a whole number
        --max-num-seqs 8 --max-num-seqs 9 | option max-num-seqs is given twice
        --num-gpu-blocks-override x      | --num-gpu-blocks-override: "x" is not a whole number
        """)
    void refuses(String flags, String why) {
        assertThatThrownBy(() -> SimulatedTarget.parse("sim: " + flags))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(why);
    }
}
