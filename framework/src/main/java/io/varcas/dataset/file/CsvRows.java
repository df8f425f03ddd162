package io.varcas.dataset.file;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file with a line of column names, as objects of texts. */
final class CsvRows implements RecordStream {

    private final CsvParser rows;
    private final List<String> columns;

    private CsvRows(CsvParser rows, List<String> columns) {
        this.rows = rows;
        this.columns = columns;
    }

    static CsvRows open(InputStream in) throws IOException, BadRecord {
        CsvParser rows = new CsvParser(in);
        List<String> columns = rows.next();
        if (columns == null) {
            throw new BadRecord(1, "there is no line of column names", true);
        }
        return new CsvRows(rows, columns);
    }

    @Override
    public @Nullable Item next() throws IOException, BadRecord {
        List<String> row = rows.next();
        if (row == null) {
            return null;
        }
        if (row.size() != columns.size()) {
            throw new BadRecord(
                    rows.line(), "the row has " + row.size() + " columns instead of " + columns.size(), false);
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < row.size(); i++) {
            if (!row.get(i).isEmpty()) {
                node.put(columns.get(i), row.get(i));
            }
        }
        return new Item(rows.line(), node);
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
