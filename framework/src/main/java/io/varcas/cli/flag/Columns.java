package io.varcas.cli.flag;

import java.util.ArrayList;
import java.util.List;

/** Lays text out in columns: words to the left, numbers to the right. */
public final class Columns {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    public Columns(String... header) {
        rows.add(List.of(header));
    }

    public void row(String... cells) {
        rows.add(List.of(cells));
    }

    /** Returns the lines, header first, without trailing blanks. */
    public List<String> lines() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        boolean[] numbers = new boolean[columns];
        for (int c = 0; c < columns; c++) {
            int column = c;
            widths[c] = rows.stream()
                    .mapToInt(row -> row.get(column).length())
                    .max()
                    .orElse(0);
            numbers[c] = rows.stream().skip(1).map(row -> row.get(column)).allMatch(Columns::isNumber);
        }
        return rows.stream().map(row -> line(row, widths, numbers)).toList();
    }

    private static String line(List<String> row, int[] widths, boolean[] numbers) {
        StringBuilder line = new StringBuilder();
        for (int c = 0; c < row.size(); c++) {
            String pad = " ".repeat(widths[c] - row.get(c).length());
            line.append(c == 0 ? "" : GAP).append(numbers[c] ? pad + row.get(c) : row.get(c) + pad);
        }
        return line.toString().stripTrailing();
    }

    private static boolean isNumber(String cell) {
        return cell.isEmpty() || Character.isDigit(cell.charAt(0)) || cell.startsWith("-") || cell.startsWith("+");
    }
}
