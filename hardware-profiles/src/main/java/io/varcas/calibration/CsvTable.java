package io.varcas.calibration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import io.varcas.document.LenientJson;
import io.varcas.document.Utf8File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file whose first line names its columns.
 *
 * @param rows its rows, in order
 */
record CsvTable(List<Row> rows) {

    private static final int MOST = 1_000_000_000;
    private static final int MOST_SHOWN = 60;

    CsvTable {
        rows = List.copyOf(rows);
    }

    /**
     * Reads a table.
     *
     * @param columns the columns its header must have
     * @throws IllegalArgumentException if it is empty, is no table, its header lacks a column or a row has not as many cells as
     *     the header; the message names file and line
     * @throws UncheckedIOException if the file cannot be read
     */
    static CsvTable read(Path file, List<String> columns) {
        CsvFactory csv = new CsvFactory().enable(CsvParser.Feature.SKIP_EMPTY_LINES);
        List<Row> rows = new ArrayList<>();
        try (CsvParser parser = csv.createParser(Utf8File.read(file))) {
            List<String> header = header(file, parser, columns);
            for (Line next = line(parser); next != null; next = line(parser)) {
                rows.add(row(file + ":" + next.number(), next, header));
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    file + LenientJson.place(e) + ": not a table: " + LenientJson.fault(e), e);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        return new CsvTable(rows);
    }

    private static List<String> header(Path file, CsvParser parser, List<String> columns) throws IOException {
        Line first = line(parser);
        if (first == null) {
            throw new IllegalArgumentException(
                    file + ": is empty; its first line must name the columns " + String.join(", ", columns));
        }
        List<String> header = first.cells().stream().map(String::trim).toList();
        List<String> missing =
                columns.stream().filter(column -> !header.contains(column)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(file + ": its header has no " + String.join(", ", missing)
                    + "; it must have " + String.join(", ", columns));
        }
        return header;
    }

    private static Row row(String place, Line line, List<String> header) {
        if (line.cells().size() != header.size()) {
            throw new IllegalArgumentException(place + ": the row has "
                    + line.cells().size() + " cells; it must have " + header.size() + " as the header");
        }
        Map<String, String> byColumn = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            byColumn.put(header.get(i), line.cells().get(i));
        }
        return new Row(place, line.number(), byColumn);
    }

    private static @Nullable Line line(CsvParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            return null;
        }
        List<String> cells = new ArrayList<>();
        int number = 0;
        while (parser.nextToken() == JsonToken.VALUE_STRING) {
            number = cells.isEmpty() ? parser.currentTokenLocation().getLineNr() : number;
            cells.add(parser.getText());
        }
        return new Line(number, cells);
    }

    /**
     * A row as it stands in the file.
     *
     * @param number line at which it begins, from 1
     */
    private record Line(int number, List<String> cells) {}

    /**
     * A row, its cells by column.
     *
     * @param place file and line
     * @param number line at which it begins, the header being on line 1
     */
    record Row(String place, int number, Map<String, String> cells) {

        /** Returns the text of a cell without spaces around it; empty if there is no such column. */
        String text(String column) {
            return cells.getOrDefault(column, "").trim();
        }

        /** Returns the number of a cell; empty if the cell is. */
        OptionalDouble number(String column) {
            String text = text(column);
            return text.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
        }

        /**
         * Rejects a cell that is neither empty nor a number of its range.
         *
         * @param zero whether 0 is in the range
         * @throws IllegalArgumentException naming file, line and column
         */
        void refuseUnlessNumber(String column, boolean whole, boolean zero) {
            String text = text(column);
            if (text.isEmpty() || isNumber(text, whole, zero)) {
                return;
            }
            throw new IllegalArgumentException(place + ": " + column + " is \""
                    + text.replaceAll("\\p{Cntrl}", "?").substring(0, Math.min(MOST_SHOWN, text.length()))
                    + "\"; it must be a " + (whole ? "whole " : "") + "number " + (zero ? "of at least" : "above")
                    + " 0 and at most "
                    + String.format(Locale.ROOT, "%,d", MOST) + ", or empty where it was not published");
        }

        private static boolean isNumber(String text, boolean whole, boolean zero) {
            try {
                double number = Double.parseDouble(text);
                return (number > 0 || (zero && number == 0))
                        && number <= MOST
                        && (!whole || number == Math.rint(number));
            } catch (NumberFormatException none) {
                return false;
            }
        }
    }
}
