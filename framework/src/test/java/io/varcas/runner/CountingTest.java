package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.setting.PromptSettings;
import io.varcas.setting.Settings;
import io.varcas.workload.WorkloadPlan;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CountingTest {

    @TempDir
    Path out;

    private RunOptions.Builder run(String... tokenizers) {
        return RunOptions.builder()
                .include(RepeatingWorkload.NAME)
                .set(PromptSettings.TOKENIZER.name(), List.of(tokenizers))
                .set(Settings.RATE.name(), List.of("10", "20", "30"))
                .out(out);
    }

    private static List<WorkloadPlan> plans(RunOptions.Builder options) {
        RunOptions built = options.build();
        return new TrialPlanner(built).plan(Workloads.discover().select(built.includes(), built.excludes()));
    }

    private static String sample() {
        try {
            return Path.of(CountingTest.class
                            .getResource("/io/varcas/server/tokenizer.json")
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Test
    void opensEachTokenizerOnceForAllTrials() {
        List<WorkloadPlan> plans = plans(run("a.json", "b.json"));
        assertThat(plans).hasSize(6);
        List<Path> opened = new ArrayList<>();
        assertThat(Counting.check(plans, opened::add)).isEmpty();
        assertThat(opened).containsExactlyInAnyOrder(Path.of("a.json"), Path.of("b.json"));
    }

    @Test
    void namesEachFaultOnce() {
        assertThat(Counting.check(plans(run("a.json"))))
                .containsExactly(
                        "prompt.tokenizer: tokenizer \"a.json\" is no file; name the tokenizer.json of the model");
        assertThatThrownBy(() -> new Runner(run("a.json").build()).run())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("tokenizer \"a.json\" is no file");
    }

    @Test
    void aTokenizerOfOnesOwnCountsInEveryTrial() throws IOException {
        assertThat(new Runner(run(sample())
                                .set(Settings.MEASUREMENT_TIME, Duration.ofMillis(500))
                                .build())
                        .run()
                        .result()
                        .trials())
                .hasSize(3)
                .allSatisfy(trial -> {
                    assertThat(trial.error()).isEmpty();
                    assertThat(trial.traffic().orElseThrow().inputSource()).isEqualTo("tokenizer");
                });
    }
}
