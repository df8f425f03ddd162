package io.varcas.runner;

import static io.varcas.runner.PlannedChat.chat;
import static io.varcas.runner.PlannedChat.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.annotation.Distribution;
import io.varcas.dataset.TraceRecorder;
import io.varcas.fork.RecordedSettings;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.SamplingSettings;
import io.varcas.setting.Settings;
import io.varcas.traffic.FixedLengths;
import io.varcas.validation.UsageException;
import io.varcas.workload.LoadShape;
import io.varcas.workload.Parameter;
import io.varcas.workload.WorkloadPlan;
import io.varcas.workload.WorkloadSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialPlannerTest {

    @TempDir
    Path folder;

    @Test
    void aReplaySendsNoFieldThatTheRecordedLoadDidNotSend() throws IOException {
        Path trace = Files.writeString(folder.resolve("trace.jsonl"), """
            {"varcas_trace":1,"settings":{"sampling.temperature":"0.5","sampling.minP":"0.1"},"unset":["sampling.topK","sampling.fields"]}
            {"index":0,"at_us":0,"messages":[{"role":"user","content":"a"}],"max_tokens":3}
            """);
        WorkloadSpec.Builder annotated =
                chat().set(SamplingSettings.TOP_K, 20).set(SamplingSettings.REPETITION_PENALTY, 1.5);
        WorkloadPlan plan = plan(RunOptions.builder().set(DatasetSettings.PATH, trace.toString()), annotated)
                .get(0);
        assertThat(plan.request().temperature()).isEqualTo(0.5);
        assertThat(plan.request().fields())
                .containsOnly(Map.entry("min_p", "0.1"), Map.entry("repetition_penalty", "1.5"));

        WorkloadPlan asked = plan(
                        RunOptions.builder()
                                .set(DatasetSettings.PATH, trace.toString())
                                .set(SamplingSettings.TOP_K, 3),
                        annotated)
                .get(0);
        assertThat(asked.request().fields()).containsEntry("top_k", "3");
    }

    @Test
    void aReplayNeitherScalesNorCutsAgainWhatTheClassScalesAndCuts() throws IOException {
        WorkloadSpec.Builder annotated = chat().set("arrivals", "replay")
                .set(DatasetSettings.PATH, "production.jsonl")
                .set(DatasetSettings.TIME_SCALE, 2.0)
                .set(DatasetSettings.LIMIT, 5);
        Path trace = folder.resolve("trace.jsonl.gz");
        new TraceRecorder(
                        trace,
                        RecordedSettings.headerOf(
                                plan(RunOptions.builder(), annotated).get(0)))
                .close();

        WorkloadPlan replay = plan(RunOptions.builder().set(DatasetSettings.PATH, trace.toString()), annotated)
                .get(0);

        assertThat(replay.load()).isEqualTo(new LoadShape.Replay(trace.toString(), 1));
        assertThat(replay.settings().get(DatasetSettings.LIMIT)).isZero();
    }

    @Test
    void defaultsThatEarlierRecordingsWroteDownAreNotSent() throws IOException {
        Path trace = Files.writeString(
                folder.resolve("trace.jsonl"),
                "{\"varcas_trace\":1,\"settings\":{\"sampling.topK\":\"0\",\"sampling.repetitionPenalty\":\"1\","
                        + "\"sampling.minP\":\"0.1\"}}\n");
        assertThat(plan(RunOptions.builder().set(DatasetSettings.PATH, trace.toString()), chat())
                        .get(0)
                        .request()
                        .fields())
                .containsOnly(Map.entry("min_p", "0.1"));
    }

    @Test
    void usersOnTheCommandLineTurnAnAnnotatedOpenLoopIntoAClosedOne() {
        WorkloadPlan plan = plan(RunOptions.builder().set(Settings.USERS, 32), chat().set(Settings.RATE, 5.0))
                .get(0);

        assertThat(plan.load()).isEqualTo(new LoadShape.Closed(32, 1, Duration.ZERO, Duration.ZERO));
    }

    @Test
    void aFixedLengthOnTheCommandLineReplacesAnAnnotatedDistribution() {
        WorkloadPlan plan = plan(
                        RunOptions.builder().set(Settings.OUTPUT_TOKENS.fixed(), 64),
                        chat().set(Settings.OUTPUT_TOKENS.mean(), 150.0).set(Settings.OUTPUT_TOKENS.std(), 80.0))
                .get(0);

        assertThat(plan.output()).isEqualTo(new FixedLengths(64));
    }

    @Test
    void reportsEveryFaultAtOnceWithTheNearestName() {
        RunOptions.Builder options = RunOptions.builder()
                .set("usres", List.of("4"))
                .set("outputTokens.meen", List.of("4"))
                .set("warmup.time", List.of("soon"));

        assertThatThrownBy(() -> plan(options, chat()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("unknown parameter \"usres\"; did you mean \"users\"?")
                .hasMessageContaining("unknown parameter \"outputTokens.meen\"; did you mean \"outputTokens.mean\"?")
                .hasMessageContaining("warmup.time = \"soon\"");
    }

    @Test
    void refusesRateAndUsersOnTheSameLayer() {
        assertThatThrownBy(
                        () -> plan(RunOptions.builder().set(Settings.USERS, 3).set(Settings.RATE, 3.0), chat()))
                .hasMessageContaining("rate and users are both set on the command line");
    }

    @Test
    void refusesAMeanOutsideItsRange() {
        assertThatThrownBy(() -> plan(
                        RunOptions.builder().set(Settings.INPUT_TOKENS.mean(), 900.0),
                        chat().set(Settings.INPUT_TOKENS.max(), 300).set(Settings.INPUT_TOKENS.std(), 10.0)))
                .hasMessageContaining("inputTokens")
                .hasMessageContaining("900");
    }

    @Test
    void refusesAFixedMeanOutsideItsRange() {
        assertThatThrownBy(() -> plan(
                        RunOptions.builder().set(Settings.INPUT_TOKENS.mean(), 900.0),
                        chat().set(Settings.INPUT_TOKENS.max(), 300)
                                .set(Settings.INPUT_TOKENS.distribution(), Distribution.FIXED)))
                .hasMessageContaining("inputTokens")
                .hasMessageContaining("900");
    }

    @Test
    void refusesAValueThatIsNoConstantOfTheFieldsEnum() {
        WorkloadSpec.Builder spec =
                chat().parameter(new Parameter("style", "com.acme.Style", List.of("TERSE"), List.of("TERSE", "LONG")));

        assertThatThrownBy(() -> plan(RunOptions.builder().set("style", List.of("TRESE")), spec))
                .hasMessageContaining("style")
                .hasMessageContaining("TERSE");
    }

    @Test
    void refusesToSetOneThingTwice() {
        assertThatThrownBy(() -> RunOptions.builder().set(Settings.RATE, 3.0).set("rate", List.of("4")))
                .hasMessageContaining("rate is set twice");
    }
}
