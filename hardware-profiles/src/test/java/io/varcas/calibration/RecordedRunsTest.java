package io.varcas.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.varcas.calibration.Observation.Offered;
import io.varcas.roofline.Deployment;
import io.varcas.roofline.ServingLimits;
import io.varcas.roofline.StepCoefficients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedRunsTest {

    private static final Deployment LLAMA = Points.deployment("llama-3.1-8b", "h100", 1);
    private static final ServingLimits LIMITS = new ServingLimits(64, 2_048, 8_192, 0.9);
    private static final String HEADER =
            "run,sent_s,first_s,last_s,prompt_tokens,output_tokens,max_tokens,max_num_seqs\n";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void readsRunsRequestByRequest() throws IOException {
        List<Observation> runs = read("""
                a,0,0.1,1.1,100,101,200,8
                b,0,0.1,1.1,50,51,,
                a,0.5,0.6,2.6,300,101,200,8
                a,1.0,,,500,,200,8
                """);

        assertThat(runs).extracting(Observation::label).containsExactly("log.csv: run a", "log.csv: run b");
        Observation run = runs.get(0);
        assertThat(run.limits().maxNumSeqs()).isEqualTo(8);
        assertThat(runs.get(1).limits().maxNumSeqs()).isEqualTo(64);
        assertThat(run.promptTokens()).isEqualTo(300);
        assertThat(run.measured().tpotSeconds().orElseThrow())
                .as("median of 10 and 20 ms")
                .isCloseTo(0.015, within(0.005 + 1e-9));
        assertThat(Objects.requireNonNull(run.run()).requests())
                .as("a request that never finished would have had its most tokens")
                .containsExactly(
                        new RecordedRun.Lengths(100, 101),
                        new RecordedRun.Lengths(300, 101),
                        new RecordedRun.Lengths(500, 200));
        assertThat(run.offered()).isInstanceOf(Offered.Users.class);
        assertThat(run.simulate(StepCoefficients.DEFAULT).finished()).isPositive();
    }

    @Test
    void reportsWhatIsWrongByLine() {
        assertThatThrownBy(() -> read("a,0,0.1,1.1,100,101,200,8\na,-1,0.1,1.1,100,101,200,8\n"))
                .hasMessageContaining("log.csv:3: sent_s is \"-1\"; it must be a number of at least 0");
        assertThatThrownBy(() -> read("a,0,0.1,1.1,100,,,8\n"))
                .hasMessageContaining(
                        "log.csv:2: a request needs sent_s, prompt_tokens, and output_tokens or max_tokens");
        assertThatThrownBy(() -> read("a,0,,,100,,20,8\n"))
                .hasMessageContaining("log.csv: run a has no finished request");
        assertThatThrownBy(() -> {
                    Path file = Files.writeString(directory.resolve("x.csv"), "run,sent_s\na,0\n");
                    RecordedRuns.read(file, LLAMA, LIMITS, "vllm 0.15.1");
                })
                .hasMessageContaining("its header has no first_s, last_s, prompt_tokens, output_tokens");
    }

    private List<Observation> read(String rows) throws IOException {
        Path file = Files.writeString(directory.resolve("log.csv"), HEADER + rows);
        return RecordedRuns.read(file, LLAMA, LIMITS, "vllm 0.15.1");
    }
}
