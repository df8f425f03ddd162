package io.varcas.reports.text;

import io.varcas.text.ForeignText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Text and tables in Markdown; what has a meaning there is escaped. */
final class MarkdownText {

    private MarkdownText() {}

    /** Escapes a text for a line or a cell. */
    static String of(String text) {
        return ForeignText.oneLine(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replaceAll("([\\\\`*_\\[\\]|#~@!])", "\\\\$1");
    }

    static List<String> table(List<String> heads, List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        lines.add(line(heads));
        lines.add(heads.stream().map(head -> "---").collect(Collectors.joining(" | ", "| ", " |")));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private static String line(List<String> cells) {
        return cells.stream().map(MarkdownText::of).collect(Collectors.joining(" | ", "| ", " |"));
    }
}
