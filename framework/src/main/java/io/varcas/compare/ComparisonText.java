package io.varcas.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A comparison for a console: the answer first, then the numbers, then what weakens them. */
public final class ComparisonText {

    private static final String GAP = "  ";

    private final Appendable out;

    private ComparisonText(Appendable out) {
        this.out = out;
    }

    /**
     * Writes a comparison.
     *
     * @param comparison what was compared
     * @param decision what a rule said of it, if there was one
     * @param out where to
     * @throws IOException if it cannot be written
     */
    public static void write(Comparison comparison, Optional<Decision> decision, Appendable out) throws IOException {
        new ComparisonText(out).write(comparison, decision);
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
        warnings(trial.warnings());
    }

    private void table(List<ComparisonRow> rows) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        lines.add(ComparisonRow.HEADS);
        rows.forEach(row -> lines.add(row.cells()));
        int[] widths = IntStream.range(0, ComparisonRow.HEADS.size())
                .map(column -> lines.stream()
                        .mapToInt(cells -> cells.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        line(padded(ComparisonRow.HEADS, widths));
        for (ComparisonRow row : rows) {
            line(padded(row.cells(), widths) + (row.reason().isEmpty() ? "" : " (" + row.reason() + ")"));
        }
    }

    /** Words to the left, numbers to the right. */
    private static String padded(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        int last = cells.size() - 1;
        for (int i = 0; i <= last; i++) {
            String space = " ".repeat(widths[i] - cells.get(i).length());
            line.append(i == 0 ? "" : GAP);
            line.append(i < 2 || i == last ? cells.get(i) + space : space + cells.get(i));
        }
        return line.toString().stripTrailing();
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
