package io.varcas.fork;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.varcas.result.RunResult;
import io.varcas.result.RunVerdict;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.runner.MoodyWorkload;
import io.varcas.runner.RunOptions;
import io.varcas.runner.Runner;
import io.varcas.setting.Settings;
import io.varcas.validity.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A load generator with less of something than its launcher has. */
@Tag("slow")
@Timeout(120)
class ForkLimitsTest {

    @TempDir
    Path out;

    /** Runs enough users that a fork with few open files cannot hold them, but the launcher's check of its own limit is met. */
    private TrialResult run(String limit, int users) throws IOException {
        return run(limit, Map.of("users", String.valueOf(users))).trials().get(0);
    }

    private RunResult run(String limit, Map<String, String> settings) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no shell");
        Path java = Files.writeString(
                out.resolve("java"),
                "#!/bin/sh\n" + limit + "\nexec \"" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "\" \"$@\"\n",
                UTF_8);
        assumeTrue(java.toFile().setExecutable(true), "a script cannot be made executable");
        RunOptions.Builder options = RunOptions.builder()
                .include(MoodyWorkload.NAME)
                .set(Settings.WARMUP_ITERATIONS, 0)
                .set("jvm", List.of(java.toString()))
                .out(out.resolve("results"));
        settings.forEach((name, value) -> options.set(name, List.of(value)));
        return new Runner(options.build()).run().result();
    }

    @Test
    void itsOwnOpenFilesAreSeenBeforeTheLoad() throws IOException {
        TrialResult trial = run("ulimit -n 256", 600);

        assertThat(trial.status()).isEqualTo(Status.FAILED);
        assertThat(trial.error().orElseThrow())
                .contains("600 requests would be in flight at once", "supports 1 (", "open files of a process: 256,")
                .endsWith("ulimit -n 856");
    }

    /** A server so slow that the requests in flight outgrow what a fork can open, which nobody can foresee. */
    @Test
    void openFilesThatRunOutUnderTheLoadAreNotTheServersFault() throws IOException {
        RunResult result = run(
                "ulimit -n 300",
                Map.of("arrivals", "constant", "rate", "1000", "outputTokens", "4000", "drain.limit", "1s"));
        TrialResult trial = result.trials().get(0);

        assertThat(result.verdict()).isEqualTo(RunVerdict.FAILED);
        assertThat(trial.status() == Status.FAILED || !trial.validity().isValid())
                .isTrue();
        assertThat(Stream.concat(
                        trial.error().stream(),
                        trial.validity().findings().stream().map(Validity.Finding::sentence)))
                .anyMatch(said -> said.contains("ulimit -n") || said.contains("descriptor"));
    }

    @Test
    void aFullFileSystemKeepsWhatWasWrittenAndNamesTheFile() throws IOException {
        TrialResult trial = run("ulimit -f 8", 50);

        assertThat(trial.status()).isEqualTo(Status.FAILED);
        assertThat(trial.error().orElseThrow())
                .contains("requests.jsonl.gz: the limit on the size of a file is reached");
        assertThat(trial.windows()).isNotEmpty();
    }
}
