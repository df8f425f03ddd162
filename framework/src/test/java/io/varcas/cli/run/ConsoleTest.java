package io.varcas.cli.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.fork.WindowProgress;
import io.varcas.result.identity.TargetIdentity;
import io.varcas.runner.RunOptions;
import io.varcas.runner.Runner;
import io.varcas.setting.Layer;
import io.varcas.setting.Settings;
import io.varcas.workload.Plans;
import io.varcas.workload.WorkloadPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTest {

    private static final Map<String, String> LOAD = Map.of(
            "model",
            "m",
            "rate",
            "10",
            "warmup.iterations",
            "0",
            "measurement.iterations",
            "1",
            "measurement.time",
            "32s");
    private static final TargetIdentity TARGET =
            new TargetIdentity("http://h", "http://h", false, Optional.empty(), "m", OptionalInt.empty(), Map.of());

    @Test
    void reportsWhatAWindowWithoutTimeMeans() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(text, true, UTF_8), OutputFlags.Verbosity.NORMAL, false);
        console.trialStarted(planOf(Map.of("model", "m", "rate", "5")), 0);
        console.windowEnded(new WindowProgress(1, 0, 0, 0, 3, 0, Double.NaN));
        assertThat(text.toString(UTF_8)).endsWith(": not measured: the client was paused for the whole iteration\n");
    }

    private static WorkloadPlan planOf(Map<String, String> settings) {
        return Plans.of(Layer.COMMAND_LINE, settings);
    }

    private static String headOf(Map<String, String> settings) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        new Console(new PrintStream(text, true, UTF_8), OutputFlags.Verbosity.NORMAL, false)
                .trialStarted(planOf(settings), 0);
        return text.toString(UTF_8);
    }

    @Test
    void reportsHowManyClientsShareTheLoad() {
        assertThat(headOf(Map.of("model", "m", "rate", "5", "clients", "2")))
                .contains("# Load: ", "# Clients: 2 JVMs that share the load\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 0 | # Load: closed loop, 2 users, seed 42",
                "1 | 6 | # Load: closed loop, 2 users, ends after 6 requests, seed 42",
                "3 | 6 | # Load: closed loop, 2 users, ends after 6 conversations of up to 3 requests each, seed 42",
                "3 | 1 | # Load: closed loop, 2 users, ends after 1 conversation of up to 3 requests each, seed 42"
            })
    void reportsAfterHowManyRequestsOrConversationsTheLoadEnds(String turns, String requests, String line) {
        assertThat(headOf(Map.of("users", "2", "session.turns", turns, "requests", requests)))
                .contains(line + "\n");
    }

    @Test
    void addsUpTheLoadOfASweepBeforeItStarts() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(text, true, UTF_8), OutputFlags.Verbosity.NORMAL, false);
        Map<String, String> twice = new HashMap<>(LOAD);
        twice.putAll(Map.of("forks", "2", "warmupForks", "1"));
        console.started(TARGET, List.of(planOf(LOAD), planOf(twice)));
        assertThat(text.toString(UTF_8))
                .contains("# Planned: 2 trials, 00:02:08 of load, plus start, drain and set-up\n");
    }

    @Test
    void warnsOfAProfilerThatCannotRun(@TempDir Path folder) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(text, true, UTF_8), OutputFlags.Verbosity.NORMAL, false);
        RunOptions options = RunOptions.builder()
                .include("MoodyWorkload")
                .out(folder)
                .profiler("server-profile")
                .set(Settings.FORKS, 0)
                .set(Settings.WARMUP_ITERATIONS, 0)
                .set(Settings.MEASUREMENT_ITERATIONS, 1)
                .set(Settings.MEASUREMENT_TIME, Duration.ofMillis(200))
                .build();
        new Runner(options, console).run();
        assertThat(text.toString(UTF_8).lines())
                .contains(
                        "# WARNING: profiler server-profile, fork 1: the server has no /start_profile; start vLLM with"
                                + " --profiler-config, up to 0.12 with VLLM_TORCH_PROFILER_DIR");
    }

    @Test
    void doesNotSpeakOfClientsWhereThereIsOne() {
        assertThat(headOf(Map.of("model", "m", "rate", "5")))
                .contains("# Load: ")
                .doesNotContain("# Clients");
    }

    /** Reports a load of 32 s to listeners as a fork does: a sign of life, then a report, each second of an injected clock. */
    private static String loaded(boolean terminal) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        AtomicLong clock = new AtomicLong(7);
        Console console =
                new Console(new PrintStream(text, true, UTF_8), OutputFlags.Verbosity.NORMAL, terminal, clock::get);
        WorkloadPlan plan = planOf(LOAD);
        console.started(TARGET, List.of(plan));
        console.trialStarted(plan, 0);
        Progress.ofALoad(console, clock);
        return text.toString(UTF_8);
    }

    @Test
    void countsTheLoadOfAForkInEveryLineOfProgress() {
        assertThat(loaded(false).lines().filter(line -> line.matches("# +\\d+%: .*")))
                .containsExactly(
                        "#  28%: 3 in flight, 90 completed, 0 failed, ETA 00:00:23",
                        "#  56%: 3 in flight, 180 completed, 0 failed, ETA 00:00:14",
                        "#  84%: 3 in flight, 270 completed, 0 failed, ETA 00:00:05");
    }

    @Test
    void movesPercentageAndEtaOnATerminalEachSecond() {
        assertThat(loaded(true))
                .contains("[  3%] 3 in flight, 10 completed, 0 failed, ETA 00:00:31")
                .contains("[ 50%] 3 in flight, 160 completed, 0 failed, ETA 00:00:16")
                .endsWith("[100%] 3 in flight, 320 completed, 0 failed, ETA 00:00:00");
    }
}
