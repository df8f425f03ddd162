package io.varcas.runner;

import static io.varcas.runner.MoodyRuns.only;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.client.LoopbackServer;
import io.varcas.fork.LiveProgress;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunVerdict;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.setting.Settings;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class RunnerFailuresTest {

    @TempDir
    Path out;

    private RunOptions.Builder moody(String... moods) {
        return MoodyRuns.options(out, moods);
    }

    @Test
    void aCrashedForkIsAFailedTrialWithItsLastWordsAndTheOthersGoOn() throws IOException {
        ResultBundle bundle = new Runner(moody("crashing", "well").build()).run();

        TrialResult crashed = bundle.result().trials().get(0);
        assertThat(crashed.status()).isEqualTo(Status.FAILED);
        assertThat(crashed.error())
                .hasValueSatisfying(error -> assertThat(error).contains("exit code 7"));
        assertThat(crashed.forkResults().get(0).stderr()).contains("last words");
        assertThat(bundle.result().trials().get(1).status()).isEqualTo(Status.COMPLETED);
        assertThat(bundle.result().verdict()).isEqualTo(RunVerdict.FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failing", "throwing"})
    void whatTheUsersCodeThrowsFailsTheTrial(String mood) throws IOException {
        TrialResult trial = only(new Runner(moody(mood).build()).run());

        assertThat(trial.status()).isEqualTo(Status.FAILED);
        assertThat(trial.error().orElseThrow()).containsAnyOf("@Setup method failed", "prompt method failed");
        assertThat(String.join("\n", trial.forkResults().get(0).stderr())).contains("MoodyWorkload");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void anErrorOfAProfilerFailsTheTrial(int forks) throws IOException {
        RunOptions options =
                moody("well").set(Settings.FORKS, forks).profiler("broken").build();
        TrialResult trial = only(new Runner(options).run());

        assertThat(trial.status()).isEqualTo(Status.FAILED);
        assertThat(trial.error().orElseThrow())
                .contains("ran out of memory while the profiler broken was at work (no room at measuring)");
    }

    @Test
    void stopsAtTheFirstFailureIfAsked() throws IOException {
        ResultBundle bundle = new Runner(moody("failing", "well")
                        .stopOnFailure(true)
                        .set(Settings.FORKS, 0)
                        .build())
                .run();

        assertThat(bundle.result().trials()).extracting(TrialResult::status).containsExactly(Status.FAILED);
    }

    @Test
    void aServerThatIsNotThereFailsEveryTrialAndIsInTheResult() throws IOException {
        ResultBundle bundle =
                new Runner(moody("well", "well2").target("http://127.0.0.1:1").build()).run();

        assertThat(bundle.result().trials())
                .hasSize(2)
                .allSatisfy(trial -> assertThat(trial.error())
                        .hasValueSatisfying(
                                error -> assertThat(error).contains("nothing listens at http://127.0.0.1:1")));
        assertThat(bundle.result().verdict()).isEqualTo(RunVerdict.FAILED);
    }

    @Test
    void refusesATransportThatCannotReachASocketBeforeAnythingRuns() {
        assertThatThrownBy(() -> new Runner(moody("well")
                                .target("unix:/run/vllm.sock")
                                .set("transport", List.of("jdk"))
                                .build())
                        .run())
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "-target: target \"unix:/run/vllm.sock\" is a Unix-domain socket, which the JDK's HTTP client"
                                + " cannot use; did you mean transport=sockets?");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void leavesNothingBehindWhenNothingCanBeRun() {
        assertThatThrownBy(() -> new Runner(moody("well").target("nowhere").build()).run())
                .isInstanceOf(UsageException.class);
        assertThat(out).isEmptyDirectory();

        assertThatThrownBy(() -> new Runner(moody("well").profiler("telemetri").build()).run())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("did you mean \"telemetry\"?");
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void asksForTheBaseUrlWhereEveryRequestIsNotFound() throws IOException {
        try (LoopbackServer server = LoopbackServer.start(c -> {
            for (String request = c.request(); request != null; request = c.request()) {
                c.sendJson(404, "{\"detail\":\"Not Found\"}");
            }
        })) {
            String route = server.target().base() + "/gateway";
            TrialResult trial = only(new Runner(moody("well")
                            .target(route)
                            .set(Settings.MODEL, "m")
                            .set(Settings.FORKS, 0)
                            .build())
                    .run());

            assertThat(trial.status()).isEqualTo(Status.FAILED);
            assertThat(trial.error().orElseThrow())
                    .contains("HTTP 404")
                    .endsWith(
                            "; is " + route + " the base URL of the server, to which /v1/chat/completions and the like"
                                    + " are appended?");
        }
    }

    @Test
    void namesTheNearestWorkload() {
        assertThatThrownBy(() ->
                        new Runner(RunOptions.builder().include("Mody").out(out).build()).run())
                .hasMessageContaining("did you mean \"Moody\"?");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aFolderDeletedWhileTheRunGoesOnEndsItAtOnce(int forks) {
        RunOptions options = moody("well")
                .set(Settings.FORKS, forks)
                .set(Settings.WARMUP_ITERATIONS, 0)
                .set("measurement.time", List.of("1h"))
                .build();
        List<String> notes = new ArrayList<>();
        Runner runner = new Runner(options, new RunListener() {
            @Override
            public void live(LiveProgress progress) {
                if (progress.completed() > 0) {
                    delete(out);
                }
            }

            @Override
            public void note(String line) {
                notes.add(line);
            }
        });

        assertThatThrownBy(runner::run)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was deleted, moved or renamed during the run");
        assertThat(notes).anySatisfy(note -> assertThat(note).contains("requests.jsonl.gz: it was deleted"));
    }

    private static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException busy) {
            // It is deleted again a second later.
        }
    }

    @Test
    void reportsWhichJvmArgumentTheForkDoesNotKnow() throws IOException {
        TrialResult trial =
                only(new Runner(moody("well").set("jvmArgs", List.of("-Xmx1k")).build()).run());

        assertThat(trial.error().orElseThrow())
                .contains("Too small maximum heap")
                .contains("check -jvm and -jvmArgs");
    }
}
