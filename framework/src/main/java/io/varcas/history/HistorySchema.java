package io.varcas.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of an index. Their columns avoid words that one database or another keeps for itself ({@code commit}, {@code value},
 * {@code key}), and times are milliseconds since 1970, which every database compares alike.
 */
final class HistorySchema {

    private static final List<String> TABLES = List.of("""
            CREATE TABLE IF NOT EXISTS run (
              bundle VARCHAR(1000) NOT NULL PRIMARY KEY,
              started_millis BIGINT NOT NULL,
              revision VARCHAR(64),
              name VARCHAR(4000) NOT NULL,
              target VARCHAR(4000) NOT NULL,
              simulated BOOLEAN NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS metric (
              metric_key VARCHAR(200) NOT NULL,
              bundle VARCHAR(1000) NOT NULL REFERENCES run (bundle),
              trial_index INTEGER NOT NULL,
              trial VARCHAR(4000) NOT NULL,
              amount DOUBLE PRECISION NOT NULL,
              unit VARCHAR(50) NOT NULL,
              n BIGINT NOT NULL,
              PRIMARY KEY (metric_key, bundle, trial_index))""", """
            CREATE TABLE IF NOT EXISTS baseline (
              name VARCHAR(200) NOT NULL,
              bundle VARCHAR(1000) NOT NULL REFERENCES run (bundle),
              PRIMARY KEY (name, bundle))""");

    private HistorySchema() {}

    /** Makes the tables that are not there; who may only read an index is asked for no more. */
    static void create(Connection connection) throws SQLException {
        if (isThere(connection)) {
            return;
        }
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
        }
    }

    private static boolean isThere(Connection connection) {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery("SELECT name FROM baseline WHERE 1 = 0").close(); // the last of the tables
            return true;
        } catch (SQLException notThere) {
            return false;
        }
    }
}
