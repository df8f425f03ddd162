package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.dataset.Dataset;
import io.varcas.dataset.DatasetEntry;
import io.varcas.dataset.DatasetSpec;
import io.varcas.dataset.OutputCheck;
import io.varcas.fork.ForkTrace;
import io.varcas.fork.Workloads;
import io.varcas.record.RequestDigest;
import io.varcas.result.ForkResult;
import io.varcas.result.PartResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.Layer;
import io.varcas.setting.LoadSettings;
import io.varcas.setting.MaxTokensField;
import io.varcas.setting.ResolvedSettings;
import io.varcas.setting.SamplingSettings;
import io.varcas.setting.Settings;
import io.varcas.supply.ForkRequests;
import io.varcas.validation.UsageException;
import io.varcas.validity.Validity;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class TraceReplayTest {

    @TempDir
    Path out;

    private RunOptions.Builder run() {
        return RunOptions.builder()
                .include(MoodyWorkload.NAME)
                .set(Settings.FORKS, 0)
                .set("mood", List.of("well"))
                .out(out);
    }

    /** Replays a recording, and records that again. */
    private ResultBundle replayed(ResultBundle recorded) throws IOException {
        return new Runner(run().set(DatasetSettings.PATH, trace(recorded))
                        .set(Settings.RECORD, true)
                        .build())
                .run();
    }

    private static ForkResult fork(ResultBundle bundle) {
        TrialResult trial = bundle.result().trials().get(0);
        assertThat(trial.error()).isEmpty();
        assertThat(trial.status()).isEqualTo(Status.COMPLETED);
        return trial.forkResults().get(0);
    }

    private static RequestDigest digest(ResultBundle bundle) {
        return fork(bundle).digest().orElseThrow();
    }

    private static String trace(ResultBundle bundle) {
        return bundle.folder()
                .resolve(fork(bundle).requests())
                .resolveSibling(ForkTrace.FILE)
                .toString();
    }

    @Test
    void temperaturesAndModelsOfItsOwnAreReplayedAsWell() throws IOException {
        ResultBundle recorded = new Runner(run().set(DatasetSettings.PATH, "io/varcas/dataset/templates.json")
                        .set(Settings.RATE, 100.0)
                        .set(Settings.RECORD, true)
                        .build())
                .run();
        ResultBundle replayed =
                new Runner(run().set(DatasetSettings.PATH, trace(recorded)).build()).run();

        assertThat(digest(replayed)).isEqualTo(digest(recorded));
        assertThat(replayed.result().trials().get(0).traffic().orElseThrow().parts())
                .extracting(PartResult::name)
                .containsExactlyInAnyOrder("small/one", "large/two");
    }

    @Test
    void dataThatEndInTheWarmUpAreRefusedBeforeTheRun() throws IOException {
        Path data = Files.writeString(out.resolve("short.jsonl"), """
                {"timestamp": 0.0, "prompt": "one", "output_tokens": 4}
                {"timestamp": 0.2, "prompt": "two", "output_tokens": 4}
                """);
        RunOptions.Builder replay = run().set("arrivals", List.of("replay"))
                .set(DatasetSettings.PATH, data.toString())
                .set(Settings.WARMUP_ITERATIONS, 1)
                .set(Settings.WARMUP_TIME, Duration.ofSeconds(1));

        assertThatThrownBy(() -> new Runner(replay.build()).run())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("its 2 requests are all due within the first 200ms, inside the warm-up of 1s, so"
                        + " that nothing would be measured; leave the warm-up out (-wi 0)");
    }

    @ParameterizedTest
    @CsvSource({"2, 0s, true", "1, 0s, false", "2, 3s, false"})
    void dataThatTheUsersTakeAsTheyJoinAreRefusedBeforeTheRun(String users, String rampUp, boolean foreseen)
            throws IOException {
        Path data = Files.writeString(out.resolve("short.jsonl"), """
                {"prompt": "one", "output_tokens": 4}
                {"prompt": "two", "output_tokens": 4}
                """);
        WorkloadPlan plan = new TrialPlanner(run().set("users", List.of(users))
                        .set("rampUp", List.of(rampUp))
                        .set(DatasetSettings.PATH, data.toString())
                        .set(DatasetSettings.REPEAT, false)
                        .set(Settings.WARMUP_ITERATIONS, 1)
                        .set(Settings.WARMUP_TIME, Duration.ofSeconds(1))
                        .build())
                .plan(Workloads.discover().select(List.of(MoodyWorkload.NAME), List.of()))
                .get(0);

        Optional<String> fault = ForkRequests.check(plan, Set.of());

        assertThat(fault.isPresent()).isEqualTo(foreseen);
        fault.ifPresent(message -> assertThat(message)
                .endsWith("its 2 requests are all taken by the users as they join (users = 2), inside the warm-up of"
                        + " 1s, so that nothing would be measured; leave the warm-up out (-wi 0) or read the data again"
                        + " and again (-p dataset.repeat=true)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "inputTokens | {\"prompt\": \"one\"} | its only request has its own prompt",
                "inputTokens.std | {\"prompt\": \"one\"}~{\"prompt\": \"two\"} | its 2 requests all have their own prompt",
                "outputTokens | {\"prompt\": \"one\", \"output_tokens\": 4} | its only request has its own output length",
                "outputTokens | {\"prompt\": \"one\", \"output_tokens\": 4}~{\"prompt\": \"two\"} |",
                "sampling.topK | {\"prompt\": \"one\", \"output_tokens\": 4} |"
            })
    void aSweepOverLengthsThatTheDataHaveIsRefusedBeforeTheRun(String swept, String lines, String why)
            throws IOException {
        Path data = Files.writeString(out.resolve("data.jsonl"), lines.replace('~', '\n') + "\n");
        List<WorkloadPlan> plans = new TrialPlanner(run().set(swept, List.of("10", "20"))
                        .set(DatasetSettings.PATH, data.toString())
                        .build())
                .plan(Workloads.discover().select(List.of(MoodyWorkload.NAME), List.of()));

        if (why == null) {
            Checks.of(plans, List.of());
        } else {
            assertThatThrownBy(() -> Checks.of(plans, List.of()))
                    .isInstanceOf(UsageException.class)
                    .hasMessageEndingWith("data.jsonl: the sweep over " + swept + " makes no difference: " + why
                            + ", so that the trials would be equal");
        }
    }

    @ParameterizedTest
    @CsvSource({"PT0.3S, true", "PT30S, false"})
    void reportsThatDataGoOnAfterTheLoad(Duration length, boolean goesOn) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            lines.append(
                    "{\"timestamp\": " + i / 10.0 + ", \"prompt\": \"question " + i + "\", \"output_tokens\": 2}\n");
        }
        Path data = Files.writeString(out.resolve("long.jsonl"), lines);

        TrialResult trial = new Runner(run().set("arrivals", List.of("replay"))
                        .set(DatasetSettings.PATH, data.toString())
                        .set(Settings.WARMUP_ITERATIONS, 0)
                        .set(Settings.MEASUREMENT_ITERATIONS, 1)
                        .set(Settings.MEASUREMENT_TIME, length)
                        .build())
                .run()
                .result()
                .trials()
                .get(0);

        assertThat(trial.validity().findings())
                .filteredOn(finding -> finding.check().equals("dataset.cut"))
                .extracting(Validity.Finding::sentence)
                .isEqualTo(
                        goesOn
                                ? List.of(
                                        "the dataset goes on after the 300ms of the load: 3 requests were due in its measurement"
                                                + " phase, and those of later times were not sent; longer iterations (-r), or more of them"
                                                + " (-i), replay more")
                                : List.of());
    }

    @Test
    void anOpenLoopIsReplayedExactly() throws IOException {
        ResultBundle recorded = new Runner(run().set(Settings.RATE, 100.0)
                        .set(Settings.TEMPERATURE, 0.25)
                        .set(Settings.RECORD, true)
                        .build())
                .run();
        ResultBundle replayed = new Runner(run().set(DatasetSettings.PATH, trace(recorded))
                        .set(Settings.SEED, 7L)
                        .build())
                .run();

        assertThat(digest(replayed)).isEqualTo(digest(recorded));
        TrialResult trial = replayed.result().trials().get(0);
        assertThat(trial.load()).startsWith("open loop, times of ");
        assertThat(trial.settings())
                .containsEntry(Settings.TEMPERATURE.name(), new ResolvedSettings.Value("0.25", Layer.TRACE));
    }

    @Test
    void recordingsWithOtherFieldsAreDifferentLoads() throws IOException {
        ResultBundle recorded = new Runner(run().set(Settings.RATE, 100.0)
                        .set(Settings.RECORD, true)
                        .build())
                .run();
        ResultBundle replayed = replayed(recorded);
        ResultBundle other = new Runner(run().set(DatasetSettings.PATH, trace(recorded))
                        .set(SamplingSettings.TOP_K, 7)
                        .set(Settings.RECORD, true)
                        .build())
                .run();

        assertThat(digest(replayed)).isEqualTo(digest(recorded));
        assertThat(check(recorded, replayed).otherFields()).isZero();
        assertThat(digest(other)).isNotEqualTo(digest(recorded));
        OutputCheck check = check(recorded, other);
        assertThat(check.otherFields()).isPositive().isEqualTo(check.requests());
        assertThat(check.samples().get(0)).isEqualTo(new OutputCheck.Sample(1, "fields", "", "sampling.topK=7"));
    }

    @Test
    void theNameOfTheFieldThatBoundsOutputsIsReplayedAndTellsLoadsApart() throws IOException {
        ResultBundle recorded = new Runner(run().set(Settings.RATE, 100.0)
                        .set(Settings.MAX_TOKENS_FIELD, MaxTokensField.MAX_TOKENS)
                        .set(Settings.RECORD, true)
                        .build())
                .run();
        ResultBundle replayed = replayed(recorded);
        ResultBundle other = new Runner(run().set(DatasetSettings.PATH, trace(recorded))
                        .set(Settings.MAX_TOKENS_FIELD, MaxTokensField.MAX_COMPLETION_TOKENS)
                        .set(Settings.RECORD, true)
                        .build())
                .run();

        assertThat(replayed.result().trials().get(0).settings())
                .containsEntry(Settings.MAX_TOKENS_FIELD.name(), new ResolvedSettings.Value("max_tokens", Layer.TRACE));
        assertThat(digest(replayed)).isEqualTo(digest(recorded));
        assertThat(check(recorded, replayed).otherFields()).isZero();
        assertThat(digest(other)).isNotEqualTo(digest(recorded));
        assertThat(check(recorded, other).samples())
                .contains(new OutputCheck.Sample(
                        1, "fields", "maxTokensField=max_tokens", "maxTokensField=max_completion_tokens"));
    }

    @Test
    void theCapAndTheRulesOfEndingAreReplayed() throws IOException {
        ResultBundle recorded = new Runner(run().set(Settings.RATE, 100.0)
                        .set(LoadSettings.MAX_CONCURRENCY, 1)
                        .set(LoadSettings.FAILURES_STOP, 0)
                        .set(Settings.END_MARK, false)
                        .set(Settings.RECORD, true)
                        .build())
                .run();
        TrialResult replayed = new Runner(
                        run().set(DatasetSettings.PATH, trace(recorded)).build())
                .run()
                .result()
                .trials()
                .get(0);

        assertThat(replayed.load()).endsWith(", at most 1 in flight");
        assertThat(replayed.settings())
                .containsEntry(LoadSettings.MAX_CONCURRENCY.name(), new ResolvedSettings.Value("1", Layer.TRACE))
                .containsEntry(LoadSettings.FAILURES_STOP.name(), new ResolvedSettings.Value("0", Layer.TRACE))
                .containsEntry(Settings.END_MARK.name(), new ResolvedSettings.Value("false", Layer.TRACE));
    }

    private static OutputCheck check(ResultBundle one, ResultBundle other) {
        ClassLoader loader = TraceReplayTest.class.getClassLoader();
        try (Dataset first = Dataset.open(DatasetSpec.of(trace(one)), loader);
                Dataset second = Dataset.open(DatasetSpec.of(trace(other)), loader)) {
            return OutputCheck.of(first, second);
        }
    }

    @Test
    void toolsAndTheirCallsAreSentAndReplayed() throws IOException {
        Path data = Files.writeString(
                out.resolve("tools.jsonl"),
                "{\"messages\": [{\"role\": \"user\", \"content\": \"secret?\"}, {\"role\": \"assistant\","
                        + " \"content\": null, \"tool_calls\": [{\"id\": \"1\"}]}], \"tools\": [{\"type\": \"function\"}],"
                        + " \"max_tokens\": 2}\n");
        ResultBundle recorded = new Runner(run().set(DatasetSettings.PATH, data.toString())
                        .set(Settings.RATE, 50.0)
                        .set(Settings.RECORD, true)
                        .build())
                .run();
        DatasetEntry entry = entries(
                        recorded,
                        recorded.result().trials().get(0).forkResults().get(0))
                .get(0);

        assertThat(entry.own().fields()).containsExactly(Map.entry("tools", "[{\"type\":\"function\"}]"));
        assertThat(entry.prompt().orElseThrow().messages().get(1).json())
                .isEqualTo("{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"1\"}]}");
        ResultBundle replayed =
                new Runner(run().set(DatasetSettings.PATH, trace(recorded)).build()).run();
        assertThat(digest(replayed)).isEqualTo(digest(recorded));
    }

    @Test
    void laterTrialsAskAtTheSameTimesForTheSameLengthsInOtherWords() throws IOException {
        ResultBundle bundle = new Runner(run().set(Settings.TEMPERATURE.name(), List.of("0", "0.5"))
                        .set(Settings.RATE, 50.0)
                        .set(Settings.RECORD, true)
                        .build())
                .run();

        List<List<DatasetEntry>> trials = new ArrayList<>();
        for (TrialResult trial : bundle.result().trials()) {
            trials.add(entries(bundle, trial.forkResults().get(0)));
        }
        assertThat(trials).hasSize(2);
        assertThat(trials.get(0)).hasSizeGreaterThan(2).hasSameSizeAs(trials.get(1));
        for (int i = 0; i < trials.get(0).size(); i++) {
            DatasetEntry first = trials.get(0).get(i);
            DatasetEntry second = trials.get(1).get(i);
            assertThat(second.atNanos()).isEqualTo(first.atNanos());
            assertThat(second.outputTokens()).isEqualTo(first.outputTokens());
            assertThat(second.prompt()).isPresent().isNotEqualTo(first.prompt());
        }
    }

    private static List<DatasetEntry> entries(ResultBundle bundle, ForkResult fork) {
        Path file = bundle.folder().resolve(fork.requests()).resolveSibling(ForkTrace.FILE);
        List<DatasetEntry> entries = new ArrayList<>();
        try (Dataset data = Dataset.open(DatasetSpec.of(file.toString()), TraceReplayTest.class.getClassLoader())) {
            for (Optional<DatasetEntry> next = data.next(); next.isPresent(); next = data.next()) {
                entries.add(next.get());
            }
        }
        return entries;
    }

    @Test
    void aClosedLoopIsReplayedAsFarAsBothWent() throws IOException {
        ResultBundle recorded = new Runner(run().set(Settings.RECORD, true).build()).run();
        ResultBundle replayed =
                new Runner(run().set(DatasetSettings.PATH, trace(recorded)).build()).run();

        assertThat(digest(replayed).agreesWith(digest(recorded))).isTrue();
        assertThat(replayed.result().trials().get(0).load()).startsWith("closed loop, 2 users");
    }

    @Test
    void skippedLinesAreCountedInTheResult() throws IOException {
        Path data = Files.writeString(out.resolve("data.jsonl"), "{\"prompt\":\"a\"}\nbroken\n{\"prompt\":\"b\"}\n");
        ResultBundle bundle = new Runner(run().set(DatasetSettings.PATH, data.toString())
                        .set("dataset.onBadLine", List.of("skip"))
                        .build())
                .run();

        Validity validity = bundle.result().trials().get(0).validity();
        assertThat(validity.findings())
                .filteredOn(finding -> finding.check().equals("dataset.badLines"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.value()).isEqualTo(1);
                    assertThat(finding.sentence()).contains(data + ":2: not JSON");
                });
    }

    @Test
    void aBadFileIsAFaultBeforeTheRun() throws IOException {
        Path data = Files.writeString(out.resolve("data.jsonl"), "{\"prompt\":\"a\"}\nbroken\n");
        assertThatThrownBy(() -> new Runner(
                                run().set(DatasetSettings.PATH, data.toString()).build())
                        .run())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(data + ":2: not JSON");
        assertThatThrownBy(() ->
                        new Runner(run().set("arrivals", List.of("replay")).build()).run())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("arrivals = replay needs a file with times");
    }
}
