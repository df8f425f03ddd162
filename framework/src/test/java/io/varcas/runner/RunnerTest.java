package io.varcas.runner;

import static io.varcas.runner.MoodyRuns.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.fork.LiveProgress;
import io.varcas.fork.WindowProgress;
import io.varcas.metric.MetricKey;
import io.varcas.metric.Origin;
import io.varcas.record.RequestLogReader;
import io.varcas.record.RequestRecord;
import io.varcas.result.ForkResult;
import io.varcas.result.PredictionResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.setting.Settings;
import io.varcas.simulator.EmbeddedServer;
import io.varcas.simulator.ServeOptions;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.transport.UnixRelay;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class RunnerTest {

    @TempDir
    Path out;

    private RunOptions.Builder moody(String... moods) {
        return MoodyRuns.options(out, moods);
    }

    /** A run of one window that lasts until enough requests are answered, however slow the machine, and no longer. */
    private RunOptions.Builder answered() {
        return moody("well")
                .set(Settings.WARMUP_ITERATIONS, 0)
                .set(Settings.MEASUREMENT_ITERATIONS, 1)
                .set(Settings.MEASUREMENT_TIME, Duration.ofMinutes(2))
                .set("requests", List.of("40"));
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
    void reportsEveryIteration() throws IOException {
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
