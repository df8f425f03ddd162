package io.varcas.reports.text;

import io.varcas.reports.StageWords;
import io.varcas.stages.StageBreakdown;
import io.varcas.text.TextTable;
import java.util.ArrayList;
import java.util.List;

/** Where the time of a trial's requests went, as text and Markdown. */
final class StageText {

    private static final String TITLE = "Where the time went";

    private StageText() {}

    static List<String> of(StageBreakdown stages) {
        List<String> lines = new ArrayList<>(List.of("", "  " + TITLE));
        StageWords.sentences(stages).forEach(sentence -> lines.add("    " + sentence));
        TextTable table = new TextTable(StageWords.HEADS);
        StageWords.rows(stages).forEach(table::row);
        table.lines().forEach(line -> lines.add("  " + line));
        return lines;
    }

    /** Returns the sentences as Markdown, and the table folded away. */
    static List<String> markdown(String trial, StageBreakdown stages) {
        List<String> lines = new ArrayList<>(List.of("", TITLE + ", " + MarkdownText.of(trial) + ":", ""));
        StageWords.sentences(stages).forEach(sentence -> lines.add("- " + MarkdownText.of(sentence)));
        lines.addAll(List.of("", "<details><summary>Stages of the requests</summary>", ""));
        lines.addAll(MarkdownText.table(StageWords.HEADS, StageWords.rows(stages)));
        lines.addAll(List.of("", "</details>"));
        return lines;
    }
}
