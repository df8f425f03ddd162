package io.varcas.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;

/** A table of text: columns as wide as their widest cell, words to the left, numbers to the right. */
public final class TextTable {

    private static final String GAP = "  ";
    private static final Pattern NUMBER = Pattern.compile("(?:[<>]=? ?)?[-+]?\\$?(?:\\d|inf).*");

    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Creates a table.
     *
     * @param heads heads of the columns
     */
    public TextTable(List<String> heads) {
        this.heads = List.copyOf(heads);
    }

    /**
     * Creates a table.
     *
     * @param heads heads of the columns
     */
    public TextTable(String... heads) {
        this(List.of(heads));
    }

    /** Adds a row; missing cells at its end are empty. */
    public void row(List<String> cells) {
        List<String> row = new ArrayList<>(cells);
        row.addAll(Collections.nCopies(Math.max(0, heads.size() - row.size()), ""));
        rows.add(row);
    }

    /** Adds a row; missing cells at its end are empty. */
    public void row(String... cells) {
        row(List.of(cells));
    }

    /** Returns whether it has no row. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** Returns the lines, heads first, without whitespace at their ends. */
    public List<String> lines() {
        List<List<String>> all = new ArrayList<>();
        all.add(heads);
        all.addAll(rows);
        int[] widths = new int[heads.size()];
        boolean[] numbers = new boolean[heads.size()];
        for (int column = 0; column < widths.length; column++) {
            int at = column;
            widths[at] =
                    all.stream().mapToInt(row -> row.get(at).length()).max().orElse(0);
            numbers[at] = isOfNumbers(rows.stream().map(row -> row.get(at)).toList());
        }
        return all.stream().map(row -> line(row, widths, numbers)).toList();
    }

    /** Some cells of a column of numbers say why there is none, so that most of them decide. */
    private static boolean isOfNumbers(List<String> cells) {
        List<String> filled = cells.stream().filter(cell -> !cell.isEmpty()).toList();
        long numbers =
                filled.stream().filter(cell -> NUMBER.matcher(cell).matches()).count();
        return numbers > 0 && 2 * numbers >= filled.size();
    }

    private static String line(List<String> row, int[] widths, boolean[] numbers) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String padding = " ".repeat(widths[i] - row.get(i).length());
            line.append(i == 0 ? "" : GAP).append(numbers[i] ? padding + row.get(i) : row.get(i) + padding);
        }
        return line.toString().stripTrailing();
    }
}
