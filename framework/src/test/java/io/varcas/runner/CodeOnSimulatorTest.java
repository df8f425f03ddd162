package io.varcas.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.AccuracyVerdict;
import io.varcas.accuracy.sandbox.CodeOutcome;
import io.varcas.accuracy.sandbox.PythonSandbox;
import io.varcas.accuracy.sandbox.SandboxException;
import io.varcas.accuracy.sandbox.SandboxLimits;
import io.varcas.metric.Metric;
import io.varcas.metric.Statistic;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import io.varcas.setting.GroundTruthSettings;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programming tasks from the request to the metrics, with a simulator that gives programs. */
@Tag("slow")
class CodeOnSimulatorTest {

    private static final String TASKS = "io/varcas/runner/code.jsonl";

    @TempDir
    Path out;

    @BeforeAll
    static void needASandbox() throws InterruptedException {
        try {
            PythonSandbox.find("python3", new SandboxLimits(Duration.ofSeconds(10), 512));
        } catch (SandboxException none) {
            abort(String.valueOf(none.getMessage()));
        }
    }

    @Test
    void passesProgramsThatAreRight() throws IOException {
        TrialResult trial = run(TASKS, 2, 0.8);
        AccuracyResult accuracy = trial.accuracy().orElseThrow();
        assertThat(accuracy.verdict()).isEqualTo(AccuracyVerdict.PASSED);
        assertThat(accuracy.items()).hasSize(8);
        assertThat(CodeOutcome.counts(accuracy)).hasValue("programs: passed 8");
        assertThat(value(trial, Metric.ACCURACY_PASS_AT_1)).isEqualTo(1);
        assertThat(accuracy.passAt(2).orElseThrow().value()).isEqualTo(1);
    }

    @Test
    void namesTheClassOfProgramsThatAreWrong() throws IOException {
        TrialResult trial = run("io/varcas/runner/wrong-code.jsonl", 1, 0);
        AccuracyResult accuracy = trial.accuracy().orElseThrow();
        assertThat(accuracy.verdict()).isEqualTo(AccuracyVerdict.FAILED);
        assertThat(CodeOutcome.counts(accuracy))
                .hasValue("programs: passed 1, failed an assertion 1, error 1, no code found 1");
        assertThat(value(trial, Metric.ACCURACY_PASS_AT_1)).isEqualTo(0.25);
    }

    @Test
    void refusesSamplesThatWouldAllBeTheSame() {
        assertThatThrownBy(() -> run(TASKS, 5, 0))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "Graded: groundTruth.samples is 5 and groundTruth.samplingTemperature 0, at which all outputs to a"
                                + " prompt are the same; set groundTruth.samplingTemperature, such as 0.8, or samples to 1");
    }

    private static double value(TrialResult trial, Metric metric) {
        return trial.metrics().all().stream()
                .filter(summary -> summary.metric() == metric)
                .findFirst()
                .orElseThrow()
                .get(Statistic.VALUE)
                .orElseThrow();
    }

    private TrialResult run(String outputs, int samples, double temperature) throws IOException {
        ResultBundle bundle = new Runner(RunOptions.builder()
                        .include(GradedWorkload.NAME)
                        .target("sim:answers=" + outputs)
                        .set(GroundTruthSettings.DATASET, TASKS)
                        .set(GroundTruthSettings.SCORER, List.of("code-execution"))
                        .set(GroundTruthSettings.MAX_TOKENS, 256)
                        .set(GroundTruthSettings.SAMPLES, samples)
                        .set(GroundTruthSettings.TEMPERATURE, temperature)
                        .out(out)
                        .build())
                .run();
        return ResultBundle.open(bundle.folder()).result().trials().get(0);
    }
}
