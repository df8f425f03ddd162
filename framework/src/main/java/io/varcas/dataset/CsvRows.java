package io.varcas.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file with a line of column names, as objects of texts. */
final class CsvRows implements RecordStream {

    private static final CsvMapper CSV = CsvMapper.csvBuilder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.TRIM_SPACES)
            .build();

    private final MappingIterator<List<String>> rows;
    private final List<String> columns;

    private CsvRows(MappingIterator<List<String>> rows, List<String> columns) {
        this.rows = rows;
        this.columns = columns;
    }

    static CsvRows open(InputStream in) throws IOException, BadRecord {
        MappingIterator<List<String>> rows = CSV.readerForListOf(String.class).readValues(in);
        List<String> columns = read(rows);
        if (columns == null) {
            throw new BadRecord(1, "there is no line of column names", true);
        }
        String first = columns.get(0);
        if (first.startsWith("\uFEFF")) {
            columns.set(0, first.substring(1));
        }
        return new CsvRows(rows, List.copyOf(columns));
    }

    @Override
    public @Nullable Item next() throws IOException, BadRecord {
        List<String> row = read(rows);
        if (row == null) {
            return null;
        }
        long line = rows.getParser().currentTokenLocation().getLineNr();
        if (row.size() != columns.size()) {
            throw new BadRecord(line, "the row has " + row.size() + " columns instead of " + columns.size(), false);
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < row.size(); i++) {
            if (!row.get(i).isEmpty()) {
                node.put(columns.get(i), row.get(i));
            }
        }
        return new Item(line, node);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }

    private static @Nullable List<String> read(MappingIterator<List<String>> rows) throws IOException, BadRecord {
        try {
            return rows.hasNextValue() ? rows.nextValue() : null;
        } catch (JsonProcessingException broken) {
            throw new BadRecord(broken.getLocation().getLineNr(), "not CSV: " + broken.getOriginalMessage(), true);
        } catch (NoSuchElementException end) {
            return null;
        }
    }
}
