package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.annotation.Distribution;
import io.varcas.dataset.TraceRecorder;
import io.varcas.fork.RecordedSettings;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.Layer;
import io.varcas.setting.PromptSettings;
import io.varcas.setting.SamplingSettings;
import io.varcas.setting.Settings;
import io.varcas.traffic.FixedLengths;
import io.varcas.traffic.PoissonArrivals;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrialPlannerTest {

    @TempDir
    Path folder;

    private static WorkloadSpec.Builder chat() {
        return WorkloadSpec.of("com.acme.Chat", "Chat");
    }

    private static List<WorkloadPlan> plan(RunOptions.Builder options, WorkloadSpec.Builder... specs) {
        return new TrialPlanner(options.build())
                .plan(List.of(specs).stream()
                        .<io.varcas.workload.WorkloadDefinition>map(spec -> new TestWorkload(spec.build()))
                        .toList());
    }

    private RunOptions.Builder withConfig(String json) throws IOException {
        return RunOptions.builder().config(Files.writeString(folder.resolve("config.json"), json));
    }

    @Test
    void theLastPartOfANameIsEnoughWhereOnlyOneSettingHasIt() throws IOException {
        WorkloadPlan plan = plan(
                        withConfig("{\"topK\": 7, \"tokenizer\": \"t.json\"}").set("temperature", List.of("0.5")),
                        chat())
                .get(0);
        assertThat(plan.settings().get(Settings.TEMPERATURE)).isEqualTo(0.5);
        assertThat(plan.settings().find(PromptSettings.TOKENIZER)).contains("t.json");
        assertThatThrownBy(() -> plan(RunOptions.builder().set("mean", List.of("9")), chat()))
                .hasMessage(
                        "unknown parameter \"mean\"; it is the last part of inputTokens.mean, outputTokens.mean: write one of them");
        assertThatThrownBy(() -> plan(
                        RunOptions.builder().set("temperature", List.of("0")).set("sampling.temperature", List.of("1")),
                        chat()))
                .hasMessage("sampling.temperature is set twice, once by its last part; remove one");
    }

    @Test
    void fieldsOfRequestsMayBeAnObjectInTheConfigurationFile() throws IOException {
        String fields = "{\"chat_template_kwargs\": {\"enable_thinking\": false}, \"stop_token_ids\": [1, 2],"
                + " \"user\": \"a b\"}";
        Map<String, String> expected =
                Map.of("chat_template_kwargs", "{\"enable_thinking\":false}", "stop_token_ids", "[1,2]", "user", "a b");
        assertThat(plan(withConfig("{\"sampling\": {\"fields\": " + fields + "}}"), chat())
                        .get(0)
                        .request()
                        .fields())
                .isEqualTo(expected);
        assertThat(plan(withConfig("{\"sampling.fields\": " + fields + "}"), chat())
                        .get(0)
                        .request()
                        .fields())
                .isEqualTo(expected);
        assertThat(plan(withConfig("{\"sampling.fields\": [{\"priority\": 1}, {\"priority\": 2}]}"), chat()))
                .extracting(plan -> plan.request().fields())
                .containsExactly(Map.of("priority", "1"), Map.of("priority", "2"));
    }

    private List<WorkloadPlan> planned(String config) throws IOException {
        return plan(withConfig(config), chat());
    }

    @Test
    void textsOfTheConfigurationFileStayTexts() throws IOException {
        assertThat(planned(
                                "{\"sampling\": {\"fields\": {\"user\": \"5\", \"cache_salt\": \"true\", \"n\": 5,"
                                        + " \"documents\": [null, {\"a\": \"5\"}], \"tool_choice\": null, \"session_id\": \"{x\"}}}")
                        .get(0)
                        .request()
                        .fields())
                .containsOnly(
                        Map.entry("user", "\"5\""),
                        Map.entry("cache_salt", "\"true\""),
                        Map.entry("n", "5"),
                        Map.entry("documents", "[null,{\"a\":\"5\"}]"),
                        Map.entry("tool_choice", "null"),
                        Map.entry("session_id", "\"{x\""));
    }

    @Test
    void stopsOfTheConfigurationFileKeepTheirSpaces() throws IOException {
        assertThat(planned("{\"sampling\": {\"stop\": [\" d \", \"\\n\\n\", \"a b\", [\"a\", \" b,c \"], [], null]}}"))
                .extracting(plan -> plan.request().stop())
                .containsExactly(
                        List.of(" d "),
                        List.of("\n\n"),
                        List.of("a", "b"),
                        List.of("a", " b,c "),
                        List.of(),
                        List.of());
    }

    @Test
    void aSweepOverFieldsMayHaveNone() throws IOException {
        assertThat(planned("{\"sampling.fields\": [null, {\"priority\": 1}, \"n=2 user=x\"]}"))
                .extracting(plan -> plan.request().fields())
                .containsExactly(Map.of(), Map.of("priority", "1"), Map.of("n", "2", "user", "x"));
        assertThatThrownBy(() -> planned("{\"sampling.fields\": [[\"n=2\"]]}"))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith(
                        "sampling.fields must be an object of fields, or a list of such objects to sweep over");
    }

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
    void commandLineBeatsConfigurationFileBeatsAnnotationBeatsDefault() throws IOException {
        WorkloadSpec.Builder annotated = chat().set(Settings.RATE, 3.0)
                .set(Settings.WARMUP_ITERATIONS, 7)
                .set(Settings.MEASUREMENT_ITERATIONS, 9);
        RunOptions.Builder options =
                withConfig("{\"rate\": 4, \"warmup\": {\"iterations\": 8}}").set(Settings.RATE, 5.0);

        WorkloadPlan plan = plan(options, annotated).get(0);

        assertThat(plan.load()).isEqualTo(new LoadShape.Open(new PoissonArrivals(5)));
        assertThat(plan.settings().layerOf(Settings.RATE)).isEqualTo(Layer.COMMAND_LINE);
        assertThat(plan.windows().warmups()).isEqualTo(8);
        assertThat(plan.settings().layerOf(Settings.WARMUP_ITERATIONS)).isEqualTo(Layer.CONFIG_FILE);
        assertThat(plan.windows().measurements()).isEqualTo(9);
        assertThat(plan.settings().layerOf(Settings.MEASUREMENT_ITERATIONS)).isEqualTo(Layer.ANNOTATION);
        assertThat(plan.windows().measurementTime()).isEqualTo(Duration.ofSeconds(15));
        assertThat(plan.settings().layerOf(Settings.MEASUREMENT_TIME)).isEqualTo(Layer.DEFAULT);
    }

    @Test
    void runsEveryCombinationOfParametersWithTheLastRunningFastest() {
        WorkloadSpec.Builder spec = chat().parameter(new Parameter("rate", "double", List.of("5", "20"), List.of()))
                .parameter(
                        new Parameter("style", "com.acme.Style", List.of("TERSE", "LONG"), List.of("TERSE", "LONG")));

        List<WorkloadPlan> plans = plan(RunOptions.builder(), spec);

        assertThat(plans)
                .extracting(WorkloadPlan::params)
                .containsExactly(
                        Map.of("rate", "5", "style", "TERSE"),
                        Map.of("rate", "5", "style", "LONG"),
                        Map.of("rate", "20", "style", "TERSE"),
                        Map.of("rate", "20", "style", "LONG"));
        assertThat(plans.get(2).load()).isEqualTo(new LoadShape.Open(new PoissonArrivals(20)));
    }

    @Test
    void refusesToSweepOverWhatMakesNoDifference() {
        WorkloadSpec.Builder rates = chat().parameter(new Parameter("rate", "double", List.of("2", "10"), List.of()));
        assertThatThrownBy(() -> plan(RunOptions.builder().set(Settings.USERS, 4), rates))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "Chat: rate = 2, 10 (annotation) makes no difference in a closed loop (users: command line);"
                                + " its 2 trials would be equal");

        WorkloadSpec.Builder users = chat().parameter(new Parameter("users", "int", List.of("1", "8"), List.of()));
        assertThatThrownBy(() -> plan(RunOptions.builder().set(Settings.RATE, 4.0), users))
                .hasMessage("Chat: users = 1, 8 (annotation) makes no difference in an open loop (rate: command line);"
                        + " its 2 trials would be equal");

        WorkloadSpec.Builder burst = chat().set("arrivals", "burst");
        assertThatThrownBy(() -> plan(RunOptions.builder().set("rate", List.of("7", "8")), burst))
                .hasMessageContaining("rate");
    }

    private static RunOptions.Builder options(String settings) {
        RunOptions.Builder options = RunOptions.builder();
        for (String setting : settings.split(" ", -1)) {
            String[] halves = setting.split("=", 2);
            options.set(halves[0], List.of(halves[1].split(",", -1)));
        }
        return options;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "session.pause=1s,2s | session.pause | with session.turns = 1",
                "session.turns=1,3 dataset=a.jsonl | session.turns | with a dataset, whose conversations"
                        + " have their own turns",
                "prompt.prefixShare=0.1,0.9 | prompt.prefixShare | with prompt.prefixes = 0",
                "dataset.limit=1,2 | dataset.limit | without a dataset",
                "dataset.timeScale=1,2 | dataset.timeScale | without a dataset",
                "dataset.timeScale=1,2 dataset=a.jsonl | dataset.timeScale | unless times are replayed (arrivals ="
                        + " replay)",
                "dataset.repeat=true,false dataset=a.jsonl arrivals=replay | dataset.repeat | with arrivals = replay",
                "endpoint=completions maxTokensField=max_tokens,max_completion_tokens | maxTokensField | with endpoint ="
                        + " completions",
                "arrivals=constant burstiness=1,2 | burstiness |",
                "inputTokens.distribution=fixed inputTokens.std=10,20 | inputTokens.std | beside"
                        + " inputTokens.distribution = fixed",
                "inputTokens.distribution=uniform inputTokens.mean=10,20 inputTokens.max=90 | inputTokens.mean | beside"
                        + " inputTokens.distribution = uniform, inputTokens.max = 90",
                "outputTokens.max=200,300 | outputTokens.max | beside the defaults of the settings it belongs to",
                "outputTokens.max=200,300 rate=1,2 | outputTokens.max | beside the defaults of the settings it belongs"
                        + " to",
            })
    void refusesEverySweepWhoseTrialsWouldBeEqual(String settings, String swept, String why) {
        assertThatThrownBy(() -> plan(options(settings), chat()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("Chat: " + swept)
                .satisfies(refused -> {
                    if (why != null) {
                        assertThat(refused)
                                .hasMessageEndingWith(
                                        "(command line) makes no difference " + why + "; its 2 trials would be equal");
                    }
                });
    }

    @Test
    void refusesToSweepOverACapWhereUsersReplaceTheAnnotatedLoad() {
        WorkloadSpec.Builder capped =
                chat().parameter(new Parameter("maxConcurrency", "int", List.of("1", "8"), List.of()));
        assertThatThrownBy(() -> plan(RunOptions.builder().set(Settings.USERS, 4), capped))
                .hasMessageContaining("maxConcurrency = 1, 8 (annotation) makes no difference in a closed loop");
    }

    @Test
    void refusesASweepOverLengthsThatEveryPartOfAMixHasItself() {
        WorkloadSpec.Builder mix = chat().set("mix", "\"a 1 inputTokens=5\" \"b 1 inputTokens=9\"")
                .parameter(new Parameter("inputTokens", "int", List.of("10", "20"), List.of()));
        assertThatThrownBy(() -> plan(RunOptions.builder(), mix))
                .hasMessageContaining(
                        "inputTokens = 10, 20 (annotation) makes no difference in a mix whose parts have their own"
                                + " lengths");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "session.turns=1,3",
                "session.turns=3 session.pause=1s,2s",
                "prompt.prefixes=4 prompt.prefixShare=0.1,0.9",
                "prompt.prefixes=0,4",
                "inputTokens.std=10,20",
                "inputTokens.distribution=uniform inputTokens.max=100,200",
                "inputTokens=10,20 outputTokens.mean=5,6",
                "dataset=a.jsonl dataset.limit=1,2",
                "arrivals=gamma burstiness=0.5,2",
                "arrivals=poisson,constant",
                "sampling.temperature=0.1,0.9",
                "seed=1,2",
                "maxConcurrency=1,2"
            })
    void sweepsOverWhatMakesADifference(String settings) {
        assertThat(plan(options(settings), chat())).hasSizeGreaterThan(1);
    }

    @Test
    void sweepsOverSettingsThatAreNoFields() {
        List<WorkloadPlan> plans = plan(RunOptions.builder().set("users", List.of("1", "8")), chat());

        assertThat(plans).extracting(WorkloadPlan::params).containsExactly(Map.of("users", "1"), Map.of("users", "8"));
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
    void whatStandsUnderAWorkloadsNameInTheFileWinsOverWhatStandsForAll() throws IOException {
        RunOptions.Builder options = withConfig("{\"rate\": 4, \"workloads\": {\"Chat\": {\"rate\": [6, 7]}}}");

        List<WorkloadPlan> plans = plan(options, chat(), WorkloadSpec.of("com.acme.Rag", "Rag"));

        assertThat(plans)
                .extracting(WorkloadPlan::load)
                .containsExactly(
                        new LoadShape.Open(new PoissonArrivals(6)),
                        new LoadShape.Open(new PoissonArrivals(7)),
                        new LoadShape.Open(new PoissonArrivals(4)));
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
    void namesTheLineOfAMalformedFile() {
        assertThatThrownBy(() -> plan(withConfig("{\n \"rate\": 4,\n nonsense\n}"), chat()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("line 3");
    }

    @Test
    void refusesToSetOneThingTwice() {
        assertThatThrownBy(() -> RunOptions.builder().set(Settings.RATE, 3.0).set("rate", List.of("4")))
                .hasMessageContaining("rate is set twice");
    }

    @Test
    void namesTheNearestWorkloadOfAFileThatSpeaksOfAnUnknownOne() throws IOException {
        RunOptions.Builder options = withConfig("{\"workloads\": {\"Chta\": {\"rate\": 4}, \"Chat\": {\"rate\": 5}}}");

        assertThatThrownBy(() -> plan(options, chat()))
                .isInstanceOf(UsageException.class)
                .hasMessage("-config: unknown workload \"Chta\"; did you mean \"Chat\"?");
    }

    @Test
    void aFileMaySpeakOfWorkloadsThatDoNotRunNow() throws IOException {
        RunOptions.Builder options =
                withConfig("{\"workloads\": {\"" + MoodyWorkload.NAME + "\": {\"mood\": \"well\"}}}");

        assertThat(plan(options, chat())).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"workloads\": 5}             | workloads must be a JSON object of workloads by name",
                "{\"workloads\": {\"Chat\": 5}} | workloads.Chat must be a JSON object of settings"
            })
    void saysWhatTheFileMustBe(String json, String rule) throws IOException {
        RunOptions.Builder options = withConfig(json);

        assertThatThrownBy(() -> plan(options, chat()))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith(rule);
    }
}
