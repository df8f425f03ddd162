package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.identity.FactSource;
import io.varcas.result.identity.ServerFact;
import io.varcas.result.identity.ServerIdentity;
import io.varcas.result.identity.ServerProperty;
import io.varcas.setting.ServerSettings;
import io.varcas.setting.Settings;
import io.varcas.validation.UsageException;
import io.varcas.validity.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ServerIdentityRunTest {

    private static final String LOG = """
        INFO 11-30 14:02:46 [utils.py:286] non-default args: {'model': 'varcas-sim', 'max_num_seqs': 7, 'api_key': ['k-12345']}
        INFO 11-30 14:02:59 [core.py:133] Initializing a V1 LLM engine (v0.32.0+varcas.simulated) with config: \
        model='varcas-sim', dtype=torch.bfloat16, max_seq_len=%d, enable_prefix_caching=True
        """;

    @TempDir
    Path out;

    private RunOptions.Builder run() {
        return RunOptions.builder()
                .include(RepeatingWorkload.NAME)
                .target("sim:max-num-seqs=7,max-model-len=4096")
                .set(Settings.FORKS, 0)
                .set(Settings.WARMUP_ITERATIONS, 0)
                .set(Settings.MEASUREMENT_ITERATIONS, 1)
                .set(Settings.MEASUREMENT_TIME, Duration.ofMillis(200))
                .out(out);
    }

    private RunResult withLog(int contextTokens) throws IOException {
        Path log = Files.writeString(out.resolve("server.log"), LOG.formatted(contextTokens));
        ResultBundle bundle = new Runner(run().set(ServerSettings.LOG.name(), List.of(log.toString()))
                        .build())
                .run();
        return ResultBundle.open(bundle.folder()).result();
    }

    @Test
    void recordsWhatTheRoutesAndTheLogReport() throws IOException {
        RunResult result = withLog(4096);
        ServerIdentity server = result.target().server().orElseThrow();
        assertThat(server.fact(ServerProperty.CONTEXT))
                .contains(new ServerFact(
                        ServerProperty.CONTEXT,
                        "4096",
                        List.of(FactSource.MODELS, FactSource.SERVER_INFO, FactSource.LOG)));
        assertThat(server.value(ServerProperty.MAX_NUM_SEQS)).contains("7");
        assertThat(server.value(ServerProperty.DTYPE)).contains("bfloat16");
        assertThat(server.value(ServerProperty.BLOCK_SIZE)).contains("16");
        assertThat(server.value(ServerProperty.GPU)).isEmpty();
        assertThat(server.flags().orElseThrow().commandLine())
                .isEqualTo("--api-key *** --max-num-seqs 7 --model varcas-sim");
        assertThat(findings(result)).isEmpty();
    }

    @Test
    void warnsOfALogThatIsNotThisServers() throws IOException {
        assertThat(findings(withLog(2048))).singleElement().satisfies(finding -> {
            assertThat(finding.weight()).isEqualTo(Validity.Weight.WARNING);
            assertThat(finding.sentence()).contains("max model length 2048 (the server: 4096)");
        });
    }

    @Test
    void refusesALogThatIsNotThere() {
        assertThatThrownBy(() -> new Runner(run().set(ServerSettings.LOG.name(), List.of("no-such.log"))
                                .build())
                        .run())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("-serverLog no-such.log: there is no such file");
    }

    private static List<Validity.Finding> findings(RunResult result) {
        return result.trials().get(0).validity().findings().stream()
                .filter(finding -> finding.check().equals("server.identity"))
                .toList();
    }
}
