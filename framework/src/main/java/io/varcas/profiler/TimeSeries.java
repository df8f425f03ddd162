package io.varcas.profiler;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Numbers over the time of a run.
 *
 * @param name name of the series; with {@code .csv} a fitting file name
 * @param columns what each number of a row is
 * @param rows moments in their order
 */
public record TimeSeries(String name, List<Column> columns, List<Row> rows) {

    /**
     * Copies columns and rows.
     *
     * @throws IllegalArgumentException if a row has not as many values as there are columns
     */
    public TimeSeries {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.values().size() != columns.size()) {
                throw new IllegalArgumentException(
                        name + ": a row of " + row.values().size() + " values in " + columns.size() + " columns");
            }
        }
    }

    /**
     * Returns the series as CSV: {@code elapsed (s)} and one column each, headed {@code name (unit)}. What was not measured is an
     * empty cell.
     */
    public String toCsv() {
        StringBuilder csv = new StringBuilder("elapsed (s)");
        for (Column column : columns) {
            csv.append(',')
                    .append(column.name())
                    .append(" (")
                    .append(column.unit())
                    .append(')');
        }
        csv.append('\n');
        for (Row row : rows) {
            csv.append(String.format(Locale.ROOT, "%.3f", row.elapsedNanos() / 1e9));
            row.values().forEach(value -> csv.append(',').append(cell(value)));
            csv.append('\n');
        }
        return csv.toString();
    }

    private static String cell(OptionalDouble value) {
        if (value.isEmpty()) {
            return "";
        }
        double number = value.getAsDouble();
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
