package io.varcas.tune.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.varcas.cli.Main;
import io.varcas.metric.MetricKey;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.runner.Recovery;
import io.varcas.runner.RunListener;
import io.varcas.runner.RunOptions;
import io.varcas.setting.Settings;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps over flags of the simulator, embedded and launched. */
@Tag("slow")
@Timeout(180)
class SweepTest {

    @TempDir
    Path out;

    private RunOptions.Builder options(String target, String... seqs) {
        return RunOptions.builder()
                .include("MoodyWorkload")
                .target(target)
                .set(Settings.FORKS, 0)
                .set("flag.max-num-seqs", List.of(seqs))
                .out(out);
    }

    private static String launch(String command) {
        return "launch:"
                + command.replace(
                        "JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java") + " -XX:TieredStopAtLevel=1 "
                                + Main.class.getName());
    }

    private static TrialResult trial(RunResult result, String seqs) {
        return result.trials().stream()
                .filter(trial -> seqs.equals(trial.params().get("flag.max-num-seqs")))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode journal(Path folder) throws IOException {
        return new ObjectMapper().readTree(folder.resolve("sweep.json").toFile());
    }

    /** Notes the runs that are begun, and stops the sweep after some. */
    private static final class Recorder implements SweepListener {

        private final List<Integer> begun = new ArrayList<>();
        private final int most;
        private @Nullable Sweep sweep;

        private Recorder(int most) {
            this.most = most;
        }

        @Override
        public RunListener runStarted(int step, SweepCell cell, int repeat) {
            begun.add(step);
            return new RunListener() {};
        }

        @Override
        public void runEnded(int step, SweepCell cell, int repeat, RunResult result) {
            if (begun.size() == most && sweep != null) {
                sweep.stop();
            }
        }
    }

    @Test
    void poolsTheRepeatsOfEachCellAndReadsItsFlagsBack() throws IOException {
        RunOptions options = options("sim:", "1", "2").build();
        ResultBundle bundle = Sweep.begin(options, SweepPlan.of(options, 2), new SweepListener() {})
                .run();

        assertThat(bundle.result().status()).isEqualTo(Status.COMPLETED);
        assertThat(bundle.folder().toString()).doesNotEndWith(".part");
        assertThat(bundle.result().trials()).hasSize(2).allSatisfy(trial -> {
            assertThat(trial.status()).isEqualTo(Status.COMPLETED);
            assertThat(trial.forkResults())
                    .hasSize(2)
                    .extracting(fork -> fork.index())
                    .containsExactly(0, 1);
            assertThat(bundle.requestLog(trial.forkResults().get(1))).isPresent();
            assertThat(trial.load()).endsWith("; 2 repeats");
            long each = trial.forkResults().stream()
                    .mapToLong(fork -> fork.metrics()
                            .orElseThrow()
                            .find(MetricKey.parse("ttft.p50"))
                            .orElseThrow()
                            .n())
                    .sum();
            assertThat(trial.metrics()
                            .find(MetricKey.parse("ttft.p50"))
                            .orElseThrow()
                            .n())
                    .isEqualTo(each);
        });
        JsonNode runs = journal(bundle.folder()).path("runs");
        assertThat(runs).hasSize(4).allSatisfy(run -> {
            assertThat(run.path("state").asText()).isEqualTo("COMPLETED");
            JsonNode flag = run.path("flags").path("max-num-seqs");
            assertThat(flag.path("reported").asText())
                    .isEqualTo(flag.path("wanted").asText());
            assertThat(flag.path("source").asText()).isEqualTo("/server_info");
        });
    }

    @Test
    void goesOnWhereItWasStoppedAndMeasuresNothingTwice() throws IOException {
        RunOptions options = options("sim:", "1", "2", "4").build();
        SweepPlan plan = SweepPlan.of(options, 1);
        Recorder first = new Recorder(2);
        Sweep stopped = Sweep.begin(options, plan, first);
        first.sweep = stopped;
        ResultBundle part = stopped.run();

        assertThat(part.folder().toString()).endsWith("-sweep.part");
        assertThat(part.result().status()).isEqualTo(Status.INTERRUPTED);
        assertThat(part.result().trials())
                .filteredOn(trial -> trial.status() == Status.COMPLETED)
                .hasSize(2);

        Recorder second = new Recorder(9);
        Sweep rest = Sweep.resume(part.folder(), options, plan, second);
        assertThat(rest.open()).isEqualTo(1);
        ResultBundle whole = rest.run();

        assertThat(first.begun).containsExactly(0, 1);
        assertThat(second.begun).containsExactly(2);
        assertThat(whole.result().trials())
                .allSatisfy(trial -> assertThat(trial.status()).isEqualTo(Status.COMPLETED));
        assertThat(whole.folder().resolve("cells").toFile().list()).hasSize(3);
    }

    @Test
    void goesOnWithASweepThatWasClosedByAReport() throws IOException {
        RunOptions options = options("sim:", "1", "2").build();
        SweepPlan plan = SweepPlan.of(options, 1);
        Recorder recorder = new Recorder(1);
        recorder.sweep = Sweep.begin(options, plan, recorder);
        Path part = recorder.sweep.run().folder();
        ResultBundle closed = Recovery.finish(part);
        assertThat(closed.result().trials())
                .extracting(TrialResult::status)
                .containsExactlyInAnyOrder(Status.COMPLETED, Status.INTERRUPTED);

        ResultBundle whole =
                Sweep.resume(part, options, plan, new SweepListener() {}).run();

        assertThat(whole.folder()).isEqualTo(closed.folder());
        assertThat(whole.result().trials()).extracting(TrialResult::status).containsOnly(Status.COMPLETED);
    }

    @Test
    void refusesToGoOnWithAnotherPlan() throws IOException {
        RunOptions options = options("sim:", "1", "2").build();
        Sweep begun = Sweep.begin(options, SweepPlan.of(options, 1), new SweepListener() {});
        Path folder = begun.folder();

        for (Map.Entry<RunOptions, String> other : Map.of(
                        options("sim:", "1", "4").build(), "cell 2 was Moody",
                        options("sim:", "1", "2", "4").build(), "it had 2 cells and 2 runs, and now has 3 and 3",
                        options("sim:", "1", "2").set("users", List.of("5")).build(), "with other settings")
                .entrySet()) {
            SweepPlan changed = SweepPlan.of(other.getKey(), 1);
            assertThatThrownBy(() -> Sweep.resume(folder, other.getKey(), changed, new SweepListener() {}))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining("the plan has changed: ")
                    .hasMessageContaining(other.getValue());
        }
        assertThatThrownBy(() -> Sweep.resume(out, options, SweepPlan.of(options, 1), new SweepListener() {}))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("there is no sweep.json in it; name the folder of a sweep");
    }

    @Test
    void aCellWhoseServerDoesNotStartFailsWithTheReasonAndTheOthersAreMeasured() throws IOException {
        needsLinux();
        RunOptions options = options(launch(classPath() + "JAVA serve sim: -port ${port}"), "2", "many")
                .build();
        Recorder recorder = new Recorder(9);
        RunResult result =
                Sweep.begin(options, SweepPlan.of(options, 2), recorder).run().result();

        assertThat(trial(result, "2").status()).isEqualTo(Status.COMPLETED);
        assertThat(trial(result, "many")).satisfies(trial -> {
            assertThat(trial.status()).isEqualTo(Status.FAILED);
            assertThat(trial.error().orElseThrow()).contains("its log is servers/server");
        });
    }

    @Test
    void aCellWhoseServerHasOtherFlagsFails() throws IOException {
        needsLinux();
        RunOptions options = options(
                        launch(classPath() + "sh -c 'exec JAVA serve sim:max-num-seqs=3 -port ${port}' deaf"), "3", "5")
                .build();
        RunResult result = Sweep.begin(options, SweepPlan.of(options, 1), new SweepListener() {})
                .run()
                .result();

        assertThat(trial(result, "3").status()).isEqualTo(Status.COMPLETED);
        assertThat(trial(result, "5").status()).isEqualTo(Status.FAILED);
        assertThat(trial(result, "5").error())
                .contains("the server reports max-num-seqs 3 (/server_info), and 5 was set");
    }

    private static String classPath() {
        return "CLASSPATH='" + System.getProperty("java.class.path") + "' ";
    }

    private static void needsLinux() {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/setsid")) && Files.isDirectory(Path.of("/proc/self")),
                "needs setsid and /proc");
    }
}
