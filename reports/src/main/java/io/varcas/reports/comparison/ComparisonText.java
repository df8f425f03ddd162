package io.varcas.reports.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.varcas.compare.Candidates;
import io.varcas.compare.Comparison;
import io.varcas.compare.ComparisonFormat;
import io.varcas.compare.Decision;
import io.varcas.compare.TrialComparison;
import io.varcas.compare.match.Warning;
import io.varcas.text.TextTable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A comparison for a console: the response first, then the numbers, then what weakens them. */
public final class ComparisonText implements ComparisonFormat {

    private static final String GAP = "  ";

    @Override
    public String name() {
        return "text";
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
            line(ComparisonWords.candidates(candidates));
            line("");
            TextTable table = new TextTable(CandidateRow.HEADS);
            candidates.judged().forEach(judged -> table.row(CandidateRow.of(judged)));
            for (String line : table.lines()) {
                line(line);
            }
        }

        private void write(Comparison comparison, Optional<Decision> decision) throws IOException {
            line(comparison.candidate() + " against " + comparison.baseline() + ": "
                    + comparison.verdict().label().toUpperCase(Locale.ROOT));
            line("");
            warnings(comparison.warnings());
            for (TrialComparison trial : comparison.trials()) {
                write(trial);
            }
            line(ComparisonWords.legend(comparison.options()));
            if (decision.isPresent()) {
                line("");
                line("Decision: " + decision.get().outcome().label());
                for (String reason : decision.get().reasons()) {
                    line(GAP + reason);
                }
            }
        }

        private void write(TrialComparison trial) throws IOException {
            line(trial.name() + ": " + trial.verdict().label().toUpperCase(Locale.ROOT));
            line(GAP + "repeats:  " + ComparisonWords.repeats(trial));
            line(GAP + "requests: " + ComparisonWords.requests(trial));
            line(GAP + "differs:  " + ComparisonWords.differences(trial));
            line("");
            table(Stream.concat(trial.metrics().stream(), trial.context().stream())
                    .map(ComparisonRow::of)
                    .toList());
            line("");
            if (trial.accuracy().isPresent()) {
                for (String sentence : AccuracyWords.of(trial.accuracy().get())) {
                    line(GAP + sentence);
                }
                line("");
            }
            warnings(trial.warnings());
        }

        private void table(List<ComparisonRow> rows) throws IOException {
            TextTable table = new TextTable(
                    Stream.concat(ComparisonRow.HEADS.stream(), Stream.of("")).toList());
            for (ComparisonRow row : rows) {
                table.row(Stream.concat(
                                row.cells().stream(), Stream.of(row.reason().isEmpty() ? "" : "(" + row.reason() + ")"))
                        .toList());
            }
            for (String line : table.lines()) {
                line(line);
            }
        }

        private void warnings(List<Warning> warnings) throws IOException {
            for (Warning warning : warnings) {
                line("! " + warning.sentence());
            }
            if (!warnings.isEmpty()) {
                line("");
            }
        }

        private void line(String text) throws IOException {
            out.append(text).append(System.lineSeparator());
        }
    }
}
