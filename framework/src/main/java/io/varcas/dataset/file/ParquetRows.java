package io.varcas.dataset.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a Parquet file, as data sets on Hugging Face are published in. The JDBC driver of DuckDB reads it, which the user brings; so
 * nothing of it is needed to compile, and every compression and nesting is read.
 */
final class ParquetRows implements RecordStream {

    /** First bytes of every Parquet file. */
    static final String MAGIC = "PAR1";

    private static final String ARTIFACT = "org.duckdb:duckdb_jdbc";
    private static final String MEMORY = "jdbc:duckdb:";

    private final Connection connection;
    private final PreparedStatement query;
    private final ResultSet rows;
    private long row;

    private ParquetRows(Connection connection, PreparedStatement query, ResultSet rows) {
        this.connection = connection;
        this.query = query;
        this.rows = rows;
    }

    /**
     * Opens a file.
     *
     * @param name file; no resource on the class path, because the driver reads from disk
     * @throws DatasetException if there is no such file, or the driver is not on the class path; the message tells what to do instead
     * @throws IOException if it cannot be read
     */
    static ParquetRows open(String name) throws IOException {
        if (!Files.isRegularFile(Path.of(name))) {
            throw new DatasetException(
                    "dataset \"" + name + "\" is a Parquet file in an archive; only files on disk are read");
        }
        Connection connection = connection(name);
        try {
            // Both are closed with this, or with the connection.
            PreparedStatement query = connection.prepareStatement("SELECT to_json(r)::VARCHAR FROM read_parquet(?) r");
            query.setString(1, name);
            return new ParquetRows(connection, query, query.executeQuery());
        } catch (SQLException broken) {
            close(connection);
            throw new IOException(
                    String.valueOf(broken.getMessage()).lines().findFirst().orElse(""), broken);
        }
    }

    private static Connection connection(String name) {
        Properties streaming = new Properties();
        streaming.setProperty("jdbc_stream_results", "true");
        try {
            return DriverManager.getConnection(MEMORY, streaming);
        } catch (SQLException noDriver) {
            throw new DatasetException("dataset \"" + name + "\" is a Parquet file; put " + ARTIFACT
                    + " on the class path to read it (java -cp \"benchmarks.jar:duckdb_jdbc.jar\" io.varcas.cli.Main),"
                    + " or convert it to JSON lines: python -c \"import pandas; pandas.read_parquet('" + name
                    + "').to_json('data.jsonl', orient='records', lines=True)\"");
        }
    }

    @Override
    public @Nullable Item next() throws IOException, BadRecord {
        try {
            if (!rows.next()) {
                return null;
            }
            row++;
            return new Item(row, RecordJson.line(rows.getString(1)));
        } catch (JsonProcessingException malformed) {
            throw new BadRecord(row, RecordJson.fault(malformed), false);
        } catch (SQLException broken) {
            throw new IOException(String.valueOf(broken.getMessage()), broken);
        }
    }

    @Override
    public void close() throws IOException {
        try (connection;
                query;
                rows) {
            row = 0;
        } catch (SQLException broken) {
            throw new IOException(broken);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException ignored) {
            // the failure that led here is thrown
        }
    }
}
