package io.varcas.profiler.kernel;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows of CSV among the other lines that a tool prints: notices, progress, output of the program. */
final class ToolCsv {

    private static final ObjectReader ROW =
            new CsvMapper().readerForListOf(String.class).with(CsvParser.Feature.WRAP_AS_ARRAY);

    private List<String> heads = List.of();

    /** Returns the values of a line; empty if it is not CSV. */
    static Optional<List<String>> row(String line) {
        try (var rows = ROW.<List<String>>readValues(line)) {
            return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
        } catch (java.io.IOException | RuntimeException malformed) {
            return Optional.empty();
        }
    }

    void heads(List<String> names) {
        heads = List.copyOf(names);
    }

    List<String> heads() {
        return heads;
    }

    /** Returns the values of a row by the names of their columns; empty if it has not as many as there are columns. */
    Optional<Map<String, String>> cells(List<String> row) {
        if (row.size() != heads.size()) {
            return Optional.empty();
        }
        Map<String, String> cells = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
            cells.put(heads.get(i), row.get(i));
        }
        return Optional.of(cells);
    }
}
