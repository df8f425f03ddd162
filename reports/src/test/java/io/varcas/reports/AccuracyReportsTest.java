package io.varcas.reports;

import static org.assertj.core.api.Assertions.assertThat;

import io.varcas.accuracy.AccuracyComparison;
import io.varcas.accuracy.AccuracyMargin;
import io.varcas.accuracy.AccuracyPass;
import io.varcas.accuracy.AccuracyResult;
import io.varcas.accuracy.Attempt;
import io.varcas.accuracy.Grade;
import io.varcas.accuracy.GroundTruthDataset;
import io.varcas.accuracy.GroundTruthItem;
import io.varcas.accuracy.Scorer;
import io.varcas.accuracy.TimedOutput;
import io.varcas.reports.data.AccuracyReport;
import io.varcas.reports.data.JunitReport;
import io.varcas.reports.html.HtmlReport;
import io.varcas.reports.sample.SampleBundle;
import io.varcas.reports.sample.SampleLoad;
import io.varcas.reports.text.MarkdownReport;
import io.varcas.reports.text.TextReport;
import io.varcas.result.ReportFormat;
import io.varcas.result.ResultBundle;
import io.varcas.result.RunResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Accuracy in the reports: scores with intervals, by type and load, the worst outputs, the change against a baseline. */
class AccuracyReportsTest {

    private static final ClassLoader HERE = AccuracyReportsTest.class.getClassLoader();

    @TempDir
    Path folder;

    @Test
    void showScoresByScorerTypeAndLoad() throws IOException {
        AccuracyResult accuracy = graded(i -> i % 4 == 0 ? "wrong <b>" + i : "right " + i);
        String text = written(new TextReport(), accuracy);
        assertThat(text)
                .contains("Accuracy: exact-match on truth.jsonl, mean score 0.7500 (0.6")
                .contains("chrf: mean 0.7")
                .contains(
                        "chrf of all outputs together: ",
                        "(nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no|version:2.6.0)")
                .contains("type qa: mean 0.5000", "type chat: mean 1.000")
                .contains("up to 8: mean 0.7500");

        String page = written(new HtmlReport(), accuracy);
        assertThat(page)
                .contains("Scores by type of task", "Scores under load, by requests in flight")
                .contains("wrong &lt;b&gt;0", "<mark>wrong &lt;b&gt;</mark>")
                .doesNotContain("wrong <b>0");

        String csv = written(new AccuracyReport(), accuracy);
        assertThat(csv.lines())
                .hasSize(41)
                .first()
                .isEqualTo("Trial,Item,Type,Outcome,FinishReason,InFlight,Score: exact-match,Score: chrf,"
                        + "Error,Prompt,Reference,Output");
    }

    @Test
    void showPassAtKAndTheClassesOfPrograms() throws IOException {
        AccuracyResult accuracy = new AccuracyPass(
                        new GroundTruthDataset(
                                "code.jsonl",
                                List.of(
                                        new GroundTruthItem("a", "p", List.of("r")),
                                        new GroundTruthItem("b", "q", List.of("r")))),
                        List.of(new GivenCodeGrades()),
                        0.5,
                        1,
                        false,
                        5)
                .run(item -> new Attempt.Answered(item.id(), Optional.of("stop")), done -> {});
        assertThat(written(new TextReport(), accuracy))
                .contains("programs: passed 5, failed an assertion 5")
                .contains("pass@1 0.5000 (0.", " of 2 prompts");
        assertThat(written(new HtmlReport(), accuracy))
                .contains("Share of prompts that k outputs solve (pass@k, unbiased)")
                .contains("programs: passed 5, failed an assertion 5")
                .contains("failed an assertion: f(&lt;b&gt;)")
                .doesNotContain("f(<b>)");
    }

    /** The grades of programs, without running them. */
    private static final class GivenCodeGrades implements Scorer {

        @Override
        public String name() {
            return "code-execution";
        }

        @Override
        public Grade grade(GroundTruthItem item, Attempt.Answered output) {
            return item.id().startsWith("a")
                    ? new Grade.Scored(1, "passed")
                    : new Grade.Scored(0, "failed an assertion: f(<b>)");
        }
    }

    @Test
    void showTheChangeAgainstABaselineAndTheFlips() throws IOException {
        AccuracyResult before = graded(i -> "right " + i);
        AccuracyResult now = graded(i -> i == 5 ? "<script>" : "right " + i);
        AccuracyComparison change = AccuracyComparison.of(List.of(before), List.of(now), AccuracyMargin.DEFAULT)
                .orElseThrow();
        assertThat(written(new TextReport(), now.with(change)))
                .contains("Accuracy (exact-match): mean score 0.9750 against 1.0000 (-0.0250, -2.50 %), acceptable;"
                        + " loss below 0.0100 points: inconclusive")
                .contains("1 lost and 0 gained of 40");
        assertThat(written(new HtmlReport(), now.with(change)))
                .contains("Lost: right before, wrong now", "&lt;script&gt;", "right 5");
        assertThat(written(new JunitReport(), now.with(change)))
                .contains("undecided", "against the baseline: mean score 0.9750 against 1.0000");
        assertThat(written(new MarkdownReport(), now.with(change)))
                .contains("against the baseline: mean score 0.9750 against 1.0000");
    }

    private static AccuracyResult graded(IntFunction<String> output) {
        List<GroundTruthItem> items = new ArrayList<>();
        List<TimedOutput> outputs = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            GroundTruthItem item = new GroundTruthItem(
                    "i" + i, "p" + i, List.of("right " + i), i % 2 == 0 ? "qa" : "chat", GroundTruthItem.Extras.NONE);
            items.add(item);
            outputs.add(new TimedOutput(
                    item, new Attempt.Answered(output.apply(i), Optional.of("stop")), OptionalInt.of(8)));
        }
        List<Scorer> scorers = List.of(
                Scorer.extensions().named("exact-match", HERE),
                Scorer.extensions().named("chrf", HERE));
        return new AccuracyPass(new GroundTruthDataset("truth.jsonl", items), scorers, 0.5, 1, false).grade(outputs);
    }

    private String written(ReportFormat format, AccuracyResult accuracy) throws IOException {
        ResultBundle bundle = SampleBundle.write(folder, SampleLoad.open(40).ofRequests(200, 6));
        RunResult run = bundle.result();
        RunResult changed = run.withTrials(List.of(
                run.trials().get(0).toBuilder().accuracy(Optional.of(accuracy)).build()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(new ResultBundle(bundle.folder(), changed), out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
