package io.varcas.tune.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.deployment.Catalogs;
import io.varcas.deployment.DeployedHardware;
import io.varcas.deployment.DeploymentResolver;
import io.varcas.deployment.DeploymentSpec;
import io.varcas.launch.ServerCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    @Test
    void writesTheFlagsOfAServerAndItsChanges() {
        Baseline baseline = PlanCases.baseline("max-num-seqs=16,enable-prefix-caching=off,cuda-graphs=none");
        Configuration change =
                Configuration.parse("max-num-seqs=64,enable-prefix-caching=on,enforce-eager=off,kv-cache-dtype=fp8");

        assertThat(baseline.command().toString())
                .isEqualTo("vllm serve llama-3.1-8b --max-num-seqs 16 --no-enable-prefix-caching --enforce-eager"
                        + " --max-model-len 8192");
        assertThat(baseline.command(change).toString())
                .isEqualTo("vllm serve llama-3.1-8b --max-num-seqs 64 --enable-prefix-caching --max-model-len 8192"
                        + " --kv-cache-dtype fp8");
        assertThat(change.flags()).containsEntry("max-num-seqs", "64").containsEntry("enable-prefix-caching", "on");
        assertThat(change.words())
                .containsExactly(
                        "--max-num-seqs",
                        "64",
                        "--enable-prefix-caching",
                        "--kv-cache-dtype",
                        "fp8",
                        "--no-enforce-eager");
    }

    @Test
    void keepsTheDifferenceOfAReportedPool() {
        DeployedHardware hardware = DeploymentResolver.resolve(
                DeploymentSpec.parse("t4,model=llama-2-7b,precision=int4-awq,max-model-len=2048,kv-tokens=18640"),
                Catalogs.bundled(),
                "vllm 0.15.1");
        Baseline reported = new Baseline(hardware, "vllm 0.15.1", ServerCommand.parse("vllm serve x"), false);

        long fp8 = reported.with(Configuration.parse("kv-cache-dtype=fp8"))
                .engineLimits()
                .kvTokens();

        assertThat(fp8).isEqualTo(37_280); // as vLLM 0.15.1 logged it on that card
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        max-num-seq=4              | unknown flag of a plan "max-num-seq"; did you mean "max-num-seqs"?
        max-num-seqs               | flag max-num-seqs needs a value, as in max-num-seqs=1
        max-num-seqs=4,max-num-seqs=8 | flag max-num-seqs is given twice
        """)
    void rejectsWhatIsNoConfiguration(String text, String message) {
        assertThatThrownBy(() -> Configuration.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @CsvSource({
        "max-num-seqs=many, 'max-num-seqs=many: must be a whole number, at least 1'",
        "max-num-seqs=0, 'max-num-seqs=0: must be a whole number, at least 1'",
        "enable-prefix-caching=maybe, 'enable-prefix-caching=maybe: must be on or off'",
        "gpu-memory-utilization=1.2, 'gpu-memory-utilization=1.2: must be a number above 0, at most 1'"
    })
    void rejectsWhatNoServerCanBe(String text, String message) {
        assertThatThrownBy(() -> PlanCases.baseline("max-num-seqs=16").with(Configuration.parse(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void refusesMoreSequencesThanTokensOfAStep() {
        Baseline baseline = PlanCases.baseline("max-num-seqs=16,max-num-batched-tokens=512");

        assertThatThrownBy(() -> baseline.with(Configuration.parse("max-num-seqs=1024")))
                .hasMessage("max-num-seqs=1024 needs max-num-batched-tokens of at least as many; it is 512");
        assertThat(baseline.with(Configuration.parse("max-num-seqs=1024,max-num-batched-tokens=2048"))
                        .limits()
                        .maxNumSeqs())
                .isEqualTo(1024);
    }

    @Test
    void findsNoDifferenceInValuesThatTheServerHas() {
        Baseline baseline = PlanCases.baseline("max-num-seqs=16");

        assertThat(Configuration.parse("max-num-seqs=16,block-size=16")
                        .against(baseline.hardware())
                        .isBaseline())
                .isTrue();
    }
}
