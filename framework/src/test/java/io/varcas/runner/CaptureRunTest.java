package io.varcas.runner;

import static io.varcas.runner.MoodyRuns.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.cli.flag.ExitCode;
import io.varcas.result.CaptureResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import io.varcas.setting.Settings;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class CaptureRunTest {

    private static final String STUB = StubCapture.class.getName();

    @TempDir
    Path out;

    private final List<String> profiled = new ArrayList<>();

    @Test
    void profilesAfterTheMeasurementUnderTheSameLoad() throws IOException {
        ResultBundle bundle = run(STUB, "telemetry");

        TrialResult trial = only(ResultBundle.open(bundle.folder()));
        CaptureResult capture = trial.captures().orElseThrow().get(0);
        assertThat(profiled).containsExactly(STUB);
        assertThat(trial.forkResults()).hasSize(1);
        assertThat(trial.forkResults().get(0).profiles()).containsOnlyKeys("telemetry");
        assertThat(capture.load()).isEqualTo(trial.load());
        assertThat(capture.isWhole()).isTrue();
        assertThat(capture.summary()).isEqualTo("GEMM 60.0 %");
        assertThat(capture.files()).containsExactly("trial-1/profile-1/capture.bin");
        assertThat(bundle.file("trial-1/profile-1/capture.bin")).isPresent();
        assertThat(Files.exists(bundle.folder().resolve("trial-1/profile-1/requests.jsonl.gz")))
                .isTrue();
    }

    @Test
    void profilesEachTrialOfACommand() throws IOException {
        ResultBundle bundle = new Runner(MoodyRuns.options(out, "well", "well2")
                        .set(Settings.FORKS, 0)
                        .profiler(STUB)
                        .build())
                .run();

        assertThat(bundle.result().trials())
                .hasSize(2)
                .allSatisfy(trial -> assertThat(trial.captures().orElseThrow()).hasSize(1));
    }

    @Test
    void failsTheRunIfAProfileFails() throws IOException {
        ResultBundle bundle = run(STUB + ":problem=nothing came");

        assertThat(only(bundle).captures().orElseThrow().get(0).failure())
                .hasValue("profiler " + STUB + ":problem=nothing came: nothing came");
        assertThat(ExitCode.of(bundle.result())).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void rejectsTheRunBeforeItsLoadIfAProfilerCannotRun() throws IOException {
        assertThatThrownBy(() -> run(STUB + ":obstacle=no tool"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("profiler stub: no tool");
        try (var bundles = Files.list(out)) {
            assertThat(bundles).isEmpty();
        }
    }

    private ResultBundle run(String... profilers) throws IOException {
        RunOptions.Builder options = MoodyRuns.options(out, "well").set(Settings.FORKS, 0);
        List.of(profilers).forEach(options::profiler);
        return new Runner(options.build(), new RunListener() {
                    @Override
                    public void profileStarted(String profiler) {
                        profiled.add(profiler);
                    }
                })
                .run();
    }
}
