package io.varcas.reports.log;

import io.varcas.profiler.Column;
import io.varcas.profiler.Row;
import io.varcas.profiler.TimeSeries;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads time series that profilers wrote: {@code elapsed (s)}, then one column each, headed {@code name (unit)}. */
public final class SeriesFile {

    private static final Pattern HEAD = Pattern.compile("(.*) \\(([^()]*)\\)");

    private SeriesFile() {}

    /**
     * Reads a series. A last line that was cut off is left out.
     *
     * @param file the file
     * @return the series; empty if the file is something else, as an inventory or a text is
     * @throws IOException if it cannot be read or is damaged; the message names file and line
     */
    public static Optional<TimeSeries> read(Path file) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String head = reader.readLine();
            if (head == null || !head.startsWith("elapsed (s)")) {
                return Optional.empty();
            }
            List<Column> columns = Arrays.stream(head.split(","))
                    .skip(1)
                    .map(SeriesFile::column)
                    .toList();
            int number = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                String[] cells = line.split(",", -1);
                if (cells.length == columns.size() + 1) {
                    rows.add(row(file, number, cells));
                }
            }
            return Optional.of(
                    new TimeSeries(String.valueOf(file.getFileName()).replaceFirst("\\.csv$", ""), columns, rows));
        } catch (CharacterCodingException binary) {
            throw new IOException(file + ": is not UTF-8", binary);
        }
    }

    private static Column column(String head) {
        Matcher matcher = HEAD.matcher(head);
        return matcher.matches() ? new Column(matcher.group(1), matcher.group(2)) : new Column(head, "");
    }

    private static Row row(Path file, int number, String[] cells) throws IOException {
        try {
            return new Row(
                    Math.round(Double.parseDouble(cells[0]) * 1e9),
                    Arrays.stream(cells)
                            .skip(1)
                            .map(cell -> cell.isEmpty()
                                    ? OptionalDouble.empty()
                                    : OptionalDouble.of(Double.parseDouble(cell)))
                            .toList());
        } catch (NumberFormatException malformed) {
            throw new IOException(
                    file + " line " + number + ": has a cell that is not a number: " + String.join(",", cells),
                    malformed);
        }
    }
}
