package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.result.ForkResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrafficResult;
import io.varcas.result.TrialResult;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.Settings;
import io.varcas.simulator.EmbeddedServer;
import io.varcas.simulator.SimulatedTarget;
import io.varcas.validity.Validity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prompts that come whole from data are the same in every trial and fork of a run. */
@Tag("slow")
class RepeatedPromptsTest {

    private static final int PROMPTS = 40;

    @TempDir
    Path out;

    private RunOptions.Builder run(String target) throws IOException {
        Path data = Files.write(
                out.resolve("data.jsonl"),
                IntStream.range(0, PROMPTS)
                        .mapToObj(
                                i -> "{\"prompt\": \"" + ("Number " + i + " is what we speak of. ").repeat(20) + "\"}")
                        .toList());
        return RunOptions.builder()
                .include(RepeatingWorkload.NAME)
                .target(target)
                .set(DatasetSettings.PATH, data.toString())
                .set(DatasetSettings.REPEAT, false)
                .set(Settings.RATE.name(), List.of("40"))
                .set(Settings.OUTPUT_TOKENS.mean(), 5.0)
                .set(Settings.WARMUP_ITERATIONS, 0)
                .set(Settings.MEASUREMENT_TIME, Duration.ofSeconds(1))
                .out(out);
    }

    private static List<Validity.Finding> warnings(TrialResult trial) {
        assertThat(trial.error()).isEmpty();
        return trial.validity().findings().stream()
                .filter(finding -> finding.check().equals("prompts.repeated"))
                .toList();
    }

    private static TrafficResult traffic(TrialResult trial) {
        return trial.traffic().orElseThrow();
    }

    @Test
    void laterTrialsSayThatTheServerKnewTheirPrompts() throws IOException {
        List<TrialResult> trials = new Runner(run("sim:")
                        .set(Settings.TEMPERATURE.name(), List.of("0", "0.5"))
                        .build())
                .run()
                .result()
                .trials();

        assertThat(warnings(trials.get(0))).isEmpty();
        assertThat(traffic(trials.get(0)).repeatedPrompts()).hasValue(0);
        assertThat(warnings(trials.get(1))).singleElement().satisfies(warning -> {
            assertThat(warning.weight()).isEqualTo(Validity.Weight.WARNING);
            assertThat(warning.value()).isEqualTo(1);
            assertThat(warning.sentence()).contains("of the prompt tokens came from the prefix cache");
        });
        assertThat(traffic(trials.get(1)).repeatedPrompts())
                .hasValue(traffic(trials.get(1)).distinctPrompts());
    }

    @Test
    void aServerWithoutPrefixCacheIsNotBlamed() throws IOException {
        List<TrialResult> trials = new Runner(run("sim:enable-prefix-caching=off")
                        .set(Settings.TEMPERATURE.name(), List.of("0", "0.5"))
                        .build())
                .run()
                .result()
                .trials();

        assertThat(traffic(trials.get(1)).repeatedPrompts().orElseThrow()).isPositive();
        assertThat(warnings(trials.get(1))).isEmpty();
    }

    @Test
    void promptsThatAreMadeAreNewInEveryTrialAndFork() throws IOException {
        List<TrialResult> trials = new Runner(RunOptions.builder()
                        .include(RepeatingWorkload.NAME)
                        .set(Settings.RATE.name(), List.of("30", "60"))
                        .set(Settings.MEASUREMENT_TIME, Duration.ofSeconds(1))
                        .set(Settings.FORKS, 2)
                        .out(out)
                        .build())
                .run()
                .result()
                .trials();

        for (TrialResult trial : trials) {
            assertThat(traffic(trial).repeatedPrompts()).hasValue(0);
            assertThat(warnings(trial)).isEmpty();
        }
    }

    @Test
    void aRunThatFollowsAnotherAtTheSameServerRepeatsItsPrompts() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start(SimulatedTarget.parse("sim:"))) {
            RunOptions options = RunOptions.builder()
                    .include(RepeatingWorkload.NAME)
                    .target(server.baseUri().toString())
                    .set(Settings.MEASUREMENT_TIME, Duration.ofSeconds(1))
                    .out(out)
                    .build();
            Runner first = new Runner(options);
            assertThat(warnings(first.run().result().trials().get(0))).isEmpty();
            assertThat(warnings(new Runner(options)
                            .after(first)
                            .run()
                            .result()
                            .trials()
                            .get(0)))
                    .hasSize(1);
        }
    }

    @Test
    void anEmbeddedServerIsNewToEveryRun() throws IOException {
        Runner first = new Runner(run("sim:").build());
        first.run();
        Runner second = new Runner(run("sim:").build()).after(first);
        assertThat(traffic(second.run().result().trials().get(0)).repeatedPrompts())
                .hasValue(0);
    }

    @Test
    void aSecondForkAndTheForkAfterAWarmUpForkRepeatDataAsWell() throws IOException {
        ResultBundle bundle = new Runner(run("sim:")
                        .set(Settings.FORKS, 1)
                        .set(Settings.WARMUP_FORKS, 1)
                        .set(Settings.CLIENTS, 2)
                        .build())
                .run();
        TrialResult trial = bundle.result().trials().get(0);

        assertThat(warnings(trial)).hasSize(1);
        for (ForkResult fork : trial.forkResults()) {
            try (var files = Files.list(
                    bundle.folder().resolve(fork.requests()).toAbsolutePath().getParent())) {
                assertThat(files)
                        .as("what only the launcher needs is gone")
                        .noneMatch(file -> file.toString().endsWith(".bin"));
            }
        }
    }
}
