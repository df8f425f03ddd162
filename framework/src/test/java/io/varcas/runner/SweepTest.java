package io.varcas.runner;

import static io.varcas.runner.PlannedChat.chat;
import static io.varcas.runner.PlannedChat.plan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.setting.Settings;
import io.varcas.traffic.PoissonArrivals;
import io.varcas.validation.UsageException;
import io.varcas.workload.LoadShape;
import io.varcas.workload.Parameter;
import io.varcas.workload.WorkloadPlan;
import io.varcas.workload.WorkloadSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepTest {

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
}
