package io.varcas.runner;

import static io.varcas.runner.PlannedChat.chat;
import static io.varcas.runner.PlannedChat.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.setting.Layer;
import io.varcas.setting.PromptSettings;
import io.varcas.setting.Settings;
import io.varcas.traffic.PoissonArrivals;
import io.varcas.validation.UsageException;
import io.varcas.workload.LoadShape;
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

class ConfigFilePlanTest {

    @TempDir
    Path folder;

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
    void namesTheLineOfAMalformedFile() {
        assertThatThrownBy(() -> plan(withConfig("{\n \"rate\": 4,\n nonsense\n}"), chat()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("line 3");
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
    void reportsWhatTheFileMustBe(String json, String rule) throws IOException {
        RunOptions.Builder options = withConfig(json);

        assertThatThrownBy(() -> plan(options, chat()))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith(rule);
    }
}
