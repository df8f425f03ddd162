package io.varcas.fork;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.runner.MoodyWorkload;
import io.varcas.runner.RunOptions;
import io.varcas.runner.Runner;
import io.varcas.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A load generator with less of something than its launcher has. */
@Timeout(120)
class ForkLimitsTest {

    @TempDir
    Path out;

    /** Runs enough users that a fork with few open files cannot hold them, but the launcher's check of its own limit is met. */
    private TrialResult run(String limit, int users) throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no shell");
        Path java = Files.writeString(
                out.resolve("java"),
                "#!/bin/sh\n" + limit + "\nexec \"" + Path.of(System.getProperty("java.home"), "bin", "java")
                        + "\" \"$@\"\n",
                UTF_8);
        assumeTrue(java.toFile().setExecutable(true), "a script cannot be made executable");
        RunOptions options = RunOptions.builder()
                .include(MoodyWorkload.NAME)
                .set("users", List.of(String.valueOf(users)))
                .set(Settings.WARMUP_ITERATIONS, 0)
                .set("jvm", List.of(java.toString()))
                .out(out.resolve("results"))
                .build();
        return new Runner(options).run().result().trials().get(0);
    }

    @Test
    void itsOwnOpenFilesAreSeenBeforeTheLoad() throws IOException {
        TrialResult trial = run("ulimit -n 256", 600);

        assertThat(trial.status()).isEqualTo(Status.FAILED);
        assertThat(trial.error().orElseThrow())
                .contains("600 requests would be in flight at once", "can hold 1 (", "open files of a process: 256,")
                .endsWith("ulimit -n 856");
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
