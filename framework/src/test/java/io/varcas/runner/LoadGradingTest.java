package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.AccuracyVerdict;
import io.varcas.accuracy.ItemResult;
import io.varcas.accuracy.ScoreGroup;
import io.varcas.annotation.GradingTime;
import io.varcas.result.ResultBundle;
import io.varcas.setting.DatasetSettings;
import io.varcas.setting.GroundTruthSettings;
import io.varcas.setting.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grades the outputs of the load itself, on a simulator whose outputs are wrong only with many requests in flight. */
@Tag("slow")
class LoadGradingTest {

    private static final int USERS = 8;

    @TempDir
    Path out;

    private Path truth;

    @BeforeEach
    void writeTruth() throws IOException {
        truth = Files.writeString(
                out.resolve("truth.jsonl"),
                IntStream.range(0, 500)
                        .mapToObj(i -> "{\"prompt\": \"question " + i + "\", \"reference\": \"the answer is " + i
                                + "\", \"type\": \"" + (i % 2 == 0 ? "even" : "odd") + "\"}")
                        .collect(Collectors.joining("\n")));
    }

    @Test
    void findsOutputsThatAreWrongOnlyUnderLoad() throws IOException {
        AccuracyResult after = run(GradingTime.AFTER_LOAD, USERS, ",fault=corrupt-above:4", 0);
        assertThat(after.verdict()).isEqualTo(AccuracyVerdict.PASSED);
        assertThat(after.byConcurrency()).isEmpty();

        AccuracyResult under = run(GradingTime.UNDER_LOAD, USERS, ",fault=corrupt-above:4", 0);
        assertThat(under.verdict()).isEqualTo(AccuracyVerdict.FAILED);
        List<ScoreGroup> groups = under.byConcurrency();
        ScoreGroup most = groups.get(groups.size() - 1);
        assertThat(most.name()).isEqualTo("8");
        assertThat(most.summary().mean().orElseThrow()).isLessThan(0.7);
        assertThat(under.byType()).extracting(ScoreGroup::name).containsExactlyInAnyOrder("even", "odd");
    }

    @Test
    void passesAGoodServerAndGradesASeededSample() throws IOException {
        AccuracyResult first = run(GradingTime.UNDER_LOAD, 2, "", 3);
        assertThat(first.verdict()).isEqualTo(AccuracyVerdict.PASSED);
        assertThat(first.items()).hasSize(3);
        assertThat(first.items()).extracting(ItemResult::score).allMatch(score -> score.orElse(0) == 1);
        assertThat(first.byConcurrency()).extracting(ScoreGroup::name).isSubsetOf("1", "2");
    }

    @Test
    void tellsThatTheLoadHadOtherPrompts() throws IOException {
        AccuracyResult result = graded(options(GradingTime.UNDER_LOAD, 1, "", 0).build());
        assertThat(result.verdict()).isEqualTo(AccuracyVerdict.NOT_MEASURED);
        assertThat(result.notMeasured().orElseThrow())
                .isEqualTo("no request of the measurement phase had a prompt of " + truth
                        + "; set dataset.path to the same file");
    }

    private AccuracyResult run(GradingTime when, int users, String fault, int sample) throws IOException {
        return graded(options(when, users, fault, sample)
                .set(DatasetSettings.PATH, truth.toString())
                .build());
    }

    private RunOptions.Builder options(GradingTime when, int users, String fault, int sample) {
        return RunOptions.builder()
                .include(GradedWorkload.NAME)
                .target("sim:step-base=1ms,answers=" + truth + fault)
                .set(Settings.USERS, users)
                .set(Settings.MEASUREMENT_TIME, Duration.ofSeconds(1))
                .set(Settings.OUTPUT_TOKENS.mean(), 32.0)
                .set(GroundTruthSettings.DATASET, truth.toString())
                .set(GroundTruthSettings.WHEN, when)
                .set(GroundTruthSettings.SAMPLE, sample == 0 && when == GradingTime.AFTER_LOAD ? 20 : sample)
                .out(out.resolve("results"));
    }

    private static AccuracyResult graded(RunOptions options) throws IOException {
        ResultBundle bundle = ResultBundle.open(new Runner(options).run().folder());
        return bundle.result().trials().get(0).accuracy().orElseThrow();
    }
}
