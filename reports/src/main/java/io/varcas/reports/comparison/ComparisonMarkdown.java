package io.varcas.reports.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.varcas.compare.Candidates;
import io.varcas.compare.Comparison;
import io.varcas.compare.ComparisonFormat;
import io.varcas.compare.Decision;
import io.varcas.compare.MetricComparison;
import io.varcas.compare.TrialComparison;
import io.varcas.compare.match.Warning;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A comparison for a pull request. */
public final class ComparisonMarkdown implements ComparisonFormat {

    @Override
    public String name() {
        return "markdown";
    }

    @Override
    public void write(Comparison comparison, Optional<Decision> decision, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, UTF_8);
        new Page(writer).write(comparison, decision);
        writer.flush();
    }

    @Override
    public void write(Candidates candidates, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, UTF_8);
        Page page = new Page(writer);
        page.summary(candidates);
        for (Candidates.Judged judged : candidates.judged()) {
            page.line("");
            page.write(judged.comparison(), Optional.of(judged.decision()));
        }
        writer.flush();
    }

    /** One comparison on its way out. */
    private record Page(Appendable out) {

        private void summary(Candidates candidates) throws IOException {
            line(escaped(ComparisonWords.candidates(candidates)));
            line("");
            row(CandidateRow.HEADS);
            row(CandidateRow.HEADS.stream().map(head -> "---").toList());
            for (Candidates.Judged judged : candidates.judged()) {
                row(CandidateRow.of(judged).stream().map(Page::escaped).toList());
            }
        }

        private void write(Comparison comparison, Optional<Decision> decision) throws IOException {
            line("## " + escaped(comparison.candidate()) + " against " + escaped(comparison.baseline()) + ": "
                    + comparison.verdict().label());
            line("");
            if (decision.isPresent()) {
                line("**Decision: " + decision.get().outcome().label() + "**");
                line("");
                list(decision.get().reasons());
            }
            list(comparison.warnings().stream().map(Warning::sentence).toList());
            for (TrialComparison trial : comparison.trials()) {
                write(trial);
            }
            line(escaped(ComparisonWords.legend(comparison.options())));
        }

        private void write(TrialComparison trial) throws IOException {
            line("### " + escaped(trial.name()) + ": " + trial.verdict().label());
            line("");
            list(List.of(
                    "Repeats: " + ComparisonWords.repeats(trial),
                    "Requests: " + ComparisonWords.requests(trial),
                    "Differs: " + ComparisonWords.differences(trial)));
            row(ComparisonRow.HEADS);
            row(ComparisonRow.HEADS.stream()
                    .map(head -> head.equals("metric") || head.equals("verdict") ? "---" : "--:")
                    .toList());
            for (MetricComparison metric : Stream.concat(trial.metrics().stream(), trial.context().stream())
                    .toList()) {
                ComparisonRow cells = ComparisonRow.of(metric);
                row(cells.cells().stream().map(Page::escaped).toList());
            }
            line("");
            list(trial.metrics().stream()
                    .filter(metric -> !metric.reason().isEmpty())
                    .map(metric -> metric.key() + ": " + metric.reason())
                    .toList());
            list(trial.accuracy().map(AccuracyWords::of).orElse(List.of()));
            list(trial.warnings().stream().map(Warning::sentence).toList());
        }

        private void list(List<String> sentences) throws IOException {
            for (String sentence : sentences) {
                line("- " + escaped(sentence));
            }
            if (!sentences.isEmpty()) {
                line("");
            }
        }

        private void row(List<String> cells) throws IOException {
            line(cells.stream().collect(Collectors.joining(" | ", "| ", " |")));
        }

        /** Names of runs and values of settings are the user's, and must not become markup. */
        private static String escaped(String text) {
            return text.replaceAll("([\\\\`*_<>|#\\[\\]])", "\\\\$1").replace("\n", " ");
        }

        private void line(String text) throws IOException {
            out.append(text).append('\n');
        }
    }
}
