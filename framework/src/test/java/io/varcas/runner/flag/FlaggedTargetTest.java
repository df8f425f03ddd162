package io.varcas.runner.flag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.deployment.DeploymentSpec;
import io.varcas.validation.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flags in targets. */
class FlaggedTargetTest {

    private static final WantedFlags FLAGS =
            new WantedFlags(Map.of("max-num-seqs", "8", "enable-prefix-caching", "off", "block-size", "unset"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sim: | sim: --no-enable-prefix-caching --max-num-seqs 8",
                "sim:step-base=5ms | sim:step-base=5ms --no-enable-prefix-caching --max-num-seqs 8",
                "sim:max-num-seqs=4,block-size=32,seed=7 | sim:seed=7 --no-enable-prefix-caching --max-num-seqs 8",
                "sim:h100 --max-num-seqs 4 --block-size 32 | sim:h100 --max-num-seqs 8 --no-enable-prefix-caching",
            })
    void takeThePlaceOfWhatASimulatedTargetSays(String target, String expected) {
        FlaggedTarget flagged = new FlaggedTarget(target, FLAGS);

        assertThat(flagged.simulated()).isEqualTo(expected).isEqualTo(flagged.toString());
        assertThat(new FlaggedTarget(expected, FLAGS).simulated()).isEqualTo(expected);
    }

    @Test
    void takeThePlaceOfFlagsOfACommand() {
        assertThat(new FlaggedTarget("launch:A=b vllm serve M --max-num-seqs 4 --block-size 32 --port 9", FLAGS)
                        .launched()
                        .toString())
                .isEqualTo("A=b vllm serve M --max-num-seqs 8 --port 9 --no-enable-prefix-caching");
    }

    @Test
    void enterTheCommandOfALaunchFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("server.json"), "{\"command\": \"vllm serve M\", \"startLimit\": \"7s\"}");

        FlaggedTarget target = new FlaggedTarget("launch:" + file, FLAGS);

        assertThat(target.launched().command().toString())
                .isEqualTo("vllm serve M --no-enable-prefix-caching --max-num-seqs 8");
        assertThat(target.launched().startLimit()).hasSeconds(7);
        assertThat(target.toString())
                .endsWith("server.json with block-size=unset, enable-prefix-caching=off, max-num-seqs=8");
    }

    @Test
    void winOverTheHardwareOfAWorkload() {
        FlaggedTarget target = new FlaggedTarget("sim:seed=7", FLAGS)
                .on(DeploymentSpec.parse("h100,model=llama-3.1-8b,max-num-seqs=4"));

        assertThat(target.simulated())
                .isEqualTo("sim:h100,model=llama-3.1-8b,seed=7 --no-enable-prefix-caching --max-num-seqs 8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8000", "https://llm.example", "unix:/tmp/vllm.sock"})
    void cannotBeSetOnARunningServer(String target) {
        assertThatThrownBy(() -> new FlaggedTarget(target, FLAGS))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("-s block-size: the flags of a running server (" + target
                        + ") cannot be changed; start it with -target \"launch:vllm serve MODEL\"");
        assertThat(new FlaggedTarget(target, WantedFlags.NONE).toString()).isEqualTo(target);
    }

    @Test
    void holdNoSecret() {
        FlaggedTarget target =
                new FlaggedTarget("launch:vllm serve M", new WantedFlags(Map.of("api-key", "a-key-of-mine")));

        assertThatThrownBy(target::launched)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("a-key-of-mine");
    }
}
