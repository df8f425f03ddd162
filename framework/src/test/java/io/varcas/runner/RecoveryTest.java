package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.fork.ForkFolder;
import io.varcas.result.BundleFolder;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.runner.trial.TrialResultDraft;
import io.varcas.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run left that did not finish its bundle becomes a bundle. */
@Tag("slow")
class RecoveryTest {

    @TempDir
    Path out;

    /** Makes the folder of a run that was killed while its only fork was under way, out of a whole run. */
    private Path cutOff() throws IOException {
        ResultBundle whole = new Runner(RunOptions.builder()
                        .include(MoodyWorkload.NAME)
                        .set("mood", List.of("well"))
                        .set(Settings.FORKS, 0)
                        .set(
                                Settings.WARMUP_ITERATIONS,
                                0) // so that the first requests count, however slow the machine
                        .out(out)
                        .build())
                .run();
        RunResult result = whole.result();
        TrialResult trial = result.trials().get(0);
        BundleFolder part = BundleFolder.create(out, Instant.EPOCH, "cut-off");
        part.checkpoint(new RunResult(
                result.schemaVersion(),
                part.id(),
                Status.INTERRUPTED,
                result.started(),
                result.started(),
                result.varcasVersion(),
                result.source(),
                result.command(),
                result.host(),
                result.launcher(),
                result.target(),
                List.of(TrialResult.builder(trial.benchmark(), trial.name(), trial.timing())
                        .params(trial.params())
                        .settings(trial.settings())
                        .load(trial.load(), trial.users())
                        .model(trial.model())
                        .seed(trial.seed())
                        .ended(Status.INTERRUPTED, Optional.of(TrialResultDraft.UNFINISHED))
                        .build())));
        Path fork = Files.createDirectories(part.folder().resolve("trial-1").resolve("fork-1"));
        Files.copy(whole.folder().resolve(trial.forkResults().get(0).requests()), fork.resolve(ForkFolder.REQUESTS));
        return part.folder();
    }

    @Test
    void computesTheTrialFromWhatItsForkRecorded() throws IOException {
        Path part = cutOff();
        assertThatThrownBy(() -> ResultBundle.open(part)).hasMessageContaining("\"report " + part + "\" completes it");
        assertThatThrownBy(() -> Recovery.finish(part)).hasMessageContaining("its run is still going on");

        Path copy = out.resolve("copied.part");
        Files.move(part, copy);
        Files.delete(copy.resolve(".lock"));
        ResultBundle bundle = Recovery.finish(copy);

        assertThat(bundle.folder().getFileName()).hasToString("copied");
        assertThat(copy).doesNotExist();
        TrialResult trial = ResultBundle.open(bundle.folder()).result().trials().get(0);
        assertThat(trial.status()).isEqualTo(Status.INTERRUPTED);
        assertThat(trial.outcomes().values().stream().mapToLong(Long::longValue).sum())
                .as("requests of %s", trial.forkResults())
                .isPositive();
        assertThat(bundle.result().status()).isEqualTo(Status.INTERRUPTED);
    }

    @Test
    void reportsWhatAFolderWithoutACheckpointHolds() throws IOException {
        Path part = Files.createDirectory(out.resolve("empty.part"));
        assertThatThrownBy(() -> Recovery.finish(part))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("it has no result.json");
    }
}
