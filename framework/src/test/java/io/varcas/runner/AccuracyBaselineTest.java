package io.varcas.runner;

import static io.varcas.junit.SlaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.AccuracyVerdict;
import io.varcas.accuracy.NonInferiority;
import io.varcas.compare.AcceptanceRule;
import io.varcas.compare.Comparison;
import io.varcas.compare.Decision;
import io.varcas.compare.match.CompareOptions;
import io.varcas.compare.match.Side;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import io.varcas.setting.GroundTruthSettings;
import io.varcas.validation.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The accuracy of a run against that of an earlier bundle. */
@Tag("slow")
class AccuracyBaselineTest {

    @TempDir
    Path out;

    @Test
    void passesTheSameOutputsAndFailsWrongOnes() throws IOException {
        ResultBundle baseline = run(GradedWorkload.TRUTH, "");
        ResultBundle same = run(GradedWorkload.TRUTH, baseline.folder().toString());
        AccuracyResult accuracy = accuracy(same);
        assertThat(accuracy.verdict()).isEqualTo(AccuracyVerdict.PASSED);
        assertThat(accuracy.change().orElseThrow().verdict()).isEqualTo(NonInferiority.PASS);
        assertThat(accuracy.change()
                        .orElseThrow()
                        .overall()
                        .interval()
                        .orElseThrow()
                        .width())
                .isZero();
        assertThat(same.result()).isNotLessAccurateThan(baseline.folder());

        Path wrong = Files.writeString(out.resolve("wrong.jsonl"), """
            {"prompt": "Capital of France?", "reference": "Paris"}
            {"prompt": "2 + 2?", "reference": "five"}
            """);
        RunResult worse = run(wrong.toString(), baseline.folder().toString()).result();
        AccuracyResult loss = worse.trials().get(0).accuracy().orElseThrow();
        assertThat(loss.verdict()).isEqualTo(AccuracyVerdict.FAILED);
        assertThat(loss.change().orElseThrow().lost())
                .extracting(pair -> pair.candidate().answer().orElseThrow())
                .containsExactly("five");
        assertThatThrownBy(() -> assertThat(worse).isNotLessAccurateThan(baseline.result()))
                .hasMessageContaining(worse.id() + " is less accurate than "
                        + baseline.result().id())
                .hasMessageContaining("mean score 0.5000 against 1.0000 (-0.5000, -50.00 %), critical")
                .hasMessageContaining("1 lost, 0 gained of 2");

        Side candidate = new Side("candidate", List.of(worse));
        Comparison comparison =
                Comparison.of(new Side("baseline", List.of(baseline.result())), candidate, CompareOptions.DEFAULT);
        if (comparison.trials().get(0).accuracy().isPresent()) { // else a run was invalid, on a machine that is busy
            Decision decision = AcceptanceRule.NOT_WORSE.decide(comparison, candidate);
            assertThat(decision.outcome()).isEqualTo(Decision.Outcome.REJECTED);
            assertThat(decision.reasons()).anyMatch(reason -> reason.contains("accuracy: mean score 0.5000"));
        }
    }

    @Test
    void namesABaselineThatIsNone() {
        assertThatThrownBy(
                        () -> run(GradedWorkload.TRUTH, out.resolve("nowhere").toString()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("groundTruth.baseline = \"" + out.resolve("nowhere") + "\": ");
    }

    @Test
    void saysThatAServerSendsNoTokenProbabilities() throws IOException {
        List<String> notes = new ArrayList<>();
        RunOptions options = RunOptions.builder()
                .include(GradedWorkload.NAME)
                .target("sim:answers=" + GradedWorkload.TRUTH)
                .set(GroundTruthSettings.THRESHOLD, 0.4)
                .set(GroundTruthSettings.LOGPROBS, 5)
                .out(out)
                .build();
        new Runner(options, new RunListener() {
                    @Override
                    public void note(String text) {
                        notes.add(text);
                    }
                })
                .run();
        assertThat(notes)
                .anyMatch(note -> note.contains("groundTruth.logprobs: the server sent no token probabilities"));
    }

    private ResultBundle run(String answers, String baseline) throws IOException {
        RunOptions.Builder options = RunOptions.builder()
                .include(GradedWorkload.NAME)
                .target("sim:answers=" + answers)
                .set(GroundTruthSettings.THRESHOLD, 0.4)
                .out(out);
        if (!baseline.isEmpty()) {
            options.set(GroundTruthSettings.BASELINE, baseline);
        }
        return ResultBundle.open(new Runner(options.build()).run().folder());
    }

    private static AccuracyResult accuracy(ResultBundle bundle) {
        return bundle.result().trials().get(0).accuracy().orElseThrow();
    }
}
