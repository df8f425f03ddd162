package io.varcas.reports.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table of text: columns as wide as their widest cell, the first to the left, numbers to the right. */
final class Table {

    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();
    private final int textColumns;

    /**
     * Creates a table.
     *
     * @param textColumns columns from the left that are text; the others are set to the right
     * @param heads heads of the columns
     */
    Table(int textColumns, List<String> heads) {
        this.textColumns = textColumns;
        this.heads = List.copyOf(heads);
    }

    /** Adds a row; missing cells at its end are empty. */
    void row(List<String> cells) {
        List<String> row = new ArrayList<>(cells);
        row.addAll(Collections.nCopies(Math.max(0, heads.size() - row.size()), ""));
        rows.add(row);
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Returns the lines, heads first. */
    List<String> lines() {
        int[] widths = new int[heads.size()];
        List<List<String>> all = new ArrayList<>();
        all.add(heads);
        all.addAll(rows);
        all.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - row.get(i).length());
            line.append(i < textColumns ? row.get(i) + padding : padding + row.get(i))
                    .append("  ");
        }
        return line.toString().stripTrailing();
    }
}
