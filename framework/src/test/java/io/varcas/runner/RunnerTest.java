package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.client.LoopbackServer;
import io.varcas.fork.LiveProgress;
import io.varcas.fork.WindowProgress;
import io.varcas.metric.MetricKey;
import io.varcas.metric.Origin;
import io.varcas.record.RequestLogReader;
import io.varcas.record.RequestRecord;
import io.varcas.result.ForkResult;
import io.varcas.result.PredictionResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunVerdict;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.setting.Settings;
import io.varcas.simulator.EmbeddedServer;
import io.varcas.simulator.ServeOptions;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.transport.UnixRelay;
import io.varcas.validation.UsageException;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunnerTest {

    @TempDir
    Path out;

    private RunOptions.Builder moody(String... moods) {
        return RunOptions.builder()
                .include(MoodyWorkload.NAME)
                .set("mood", List.of(moods))
                .out(out);
    }

    /** A run of one window that lasts until enough requests are answered, however slow the machine, and no longer. */
    private RunOptions.Builder answered() {
        return moody("well")
                .set(Settings.WARMUP_ITERATIONS, 0)
                .set(Settings.MEASUREMENT_ITERATIONS, 1)
                .set(Settings.MEASUREMENT_TIME, Duration.ofMinutes(2))
                .set("requests", List.of("40"));
    }

    private static TrialResult only(ResultBundle bundle) {
        assertThat(bundle.result().trials()).hasSize(1);
        return bundle.result().trials().get(0);
    }

    private static List<RequestRecord> records(ResultBundle bundle, ForkResult fork) throws IOException {
        List<RequestRecord> records = new ArrayList<>();
        RequestLogReader.read(bundle.folder().resolve(fork.requests()), records::add);
        return records;
    }

    @Test
    void predictsWhatItMeasures() throws IOException {
        ResultBundle bundle = new Runner(answered()
                        .target("sim:h100,model=llama-3.1-8b")
                        .set(Settings.FORKS, 0)
                        .build())
                .run();

        TrialResult trial = only(bundle);
        PredictionResult prediction = trial.prediction().orElseThrow();
        assertThat(prediction.isMade()).isTrue();
        assertThat(bundle.result().target().facts().get(TargetIdentity.SIMULATES))
                .startsWith("llama-3.1-8b in bf16 on 1 x");
        for (String key : List.of("ttft.p50", "tpot.p50", "e2e.p50")) {
            double measured = trial.metrics().value(MetricKey.parse(key)).orElseThrow();
            double predicted = prediction.metrics().value(MetricKey.parse(key)).orElseThrow();
            // The server may be late on a busy machine, but never early: its steps take what the prediction's do.
            assertThat(measured).as(key).isGreaterThan(0.8 * predicted);
        }
        assertThat(ResultBundle.open(bundle.folder())
                        .result()
                        .trials()
                        .get(0)
                        .prediction()
                        .orElseThrow()
                        .basis())
                .isEqualTo(prediction.basis());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void measuresInThisJvmOrInForks(int forks) throws IOException {
        ResultBundle bundle = new Runner(answered().set(Settings.FORKS, forks).build()).run();

        TrialResult trial = only(bundle);
        assertThat(trial.error()).isEmpty();
        assertThat(trial.status()).isEqualTo(Status.COMPLETED);
        assertThat(trial.forkResults()).hasSize(Math.max(1, forks));
        assertThat(trial.forkResults()).extracting(ForkResult::seed).doesNotHaveDuplicates();
        assertThat(trial.windows()).hasSize(Math.max(1, forks));
        assertThat(trial.metrics().value(MetricKey.parse("tokens.output.mean"))).hasValue(5);
        assertThat(trial.metrics()
                        .find(MetricKey.parse("ttft.p50"))
                        .orElseThrow()
                        .origin())
                .isEqualTo(Origin.SIMULATED);
        assertThat(bundle.result().target().simulated()).isTrue();
        for (ForkResult fork : trial.forkResults()) {
            assertThat(records(bundle, fork)).isNotEmpty();
        }
        assertThat(ResultBundle.open(bundle.folder()).result().verdict())
                .isEqualTo(bundle.result().verdict());
    }

    @Test
    void throwsAwayWarmupForks() throws IOException {
        ResultBundle bundle =
                new Runner(moody("well").set(Settings.WARMUP_FORKS, 1).build()).run();

        assertThat(only(bundle).forkResults()).hasSize(1);
        assertThat(only(bundle).windows()).hasSize(2);
        try (var folders = Files.list(bundle.folder().resolve("trial-1"))) {
            assertThat(folders)
                    .extracting(folder -> folder.getFileName().toString())
                    .containsExactly("fork-1");
        }
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

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void reachesAServerThroughAUnixDomainSocket(int forks) throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:"));
                UnixRelay relay = UnixRelay.start(out.resolve("s"), server.baseUri())) {
            ResultBundle bundle = new Runner(moody("well")
                            .target(relay.target().base().toString())
                            .profiler("server-metrics")
                            .set(Settings.FORKS, forks)
                            .build())
                    .run();

            TrialResult trial = only(bundle);
            assertThat(trial.status()).isEqualTo(Status.COMPLETED);
            assertThat(bundle.result().target().uri()).isEqualTo("unix:" + out.resolve("s"));
            assertThat(bundle.result().target().simulated()).isTrue();
        }
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

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void stoppingKeepsWhatWasMeasured(int forks) throws Exception {
        RunOptions options = moody("well", "well2")
                .set(Settings.FORKS, forks)
                .set(Settings.WARMUP_ITERATIONS, 0)
                .set("measurement.time", List.of("1h"))
                .build();
        Runner[] runner = new Runner[1];
        runner[0] = new Runner(options, new RunListener() {
            @Override
            public void live(LiveProgress progress) {
                if (progress.completed() > 0) {
                    runner[0].stop();
                }
            }
        });

        ResultBundle bundle = runner[0].run();

        TrialResult trial = only(bundle);
        assertThat(bundle.result().status()).isEqualTo(Status.INTERRUPTED);
        assertThat(trial.status()).isEqualTo(Status.INTERRUPTED);
        assertThat(trial.metrics()
                        .find(MetricKey.parse("ttft.p50"))
                        .orElseThrow()
                        .n())
                .isPositive();
    }

    @Test
    void handsOnWhatTheWorkloadPrints() throws IOException {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        new Runner(moody("printing").build(), new RunListener() {
                    @Override
                    public void output(String line) {
                        lines.add(line);
                    }
                })
                .run();

        assertThat(lines).contains("hello from the workload");
    }

    @Test
    void tellsOfEveryWindow() throws IOException {
        List<Integer> windows = new ArrayList<>();
        new Runner(moody("well").build(), new RunListener() {
                    @Override
                    public void windowEnded(WindowProgress progress) {
                        windows.add(progress.window());
                    }
                })
                .run();

        assertThat(windows).containsExactly(0, 1, 2);
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
    void saysWhichJvmArgumentTheForkDoesNotKnow() throws IOException {
        TrialResult trial =
                only(new Runner(moody("well").set("jvmArgs", List.of("-Xmx1k")).build()).run());

        assertThat(trial.error().orElseThrow())
                .contains("Too small maximum heap")
                .contains("check -jvm and -jvmArgs");
    }

    @Test
    void asksAServerThatComesLateForTheModelThatItServes() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        List<EmbeddedServer> servers = new ArrayList<>();
        Runner runner = new Runner(
                answered()
                        .target("http://127.0.0.1:" + port)
                        .set(Settings.FORKS, 0)
                        .build(),
                new RunListener() {
                    @Override
                    public void started(TargetIdentity target, List<WorkloadPlan> plans) {
                        servers.add(EmbeddedServer.start(
                                ServeOptions.builder().port(port).build()));
                    }
                });
        try {
            assertThat(only(runner.run()).status()).isEqualTo(Status.COMPLETED);
        } finally {
            servers.forEach(EmbeddedServer::close);
        }
    }
}
