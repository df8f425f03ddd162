package io.varcas.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables of an index. Their columns avoid words that one database or another keeps for itself ({@code commit}, {@code value},
 * {@code key}), and times are milliseconds since 1970, which every database compares alike.
 */
final class HistorySchema {

    /** Version of the tables that this code reads and writes; those before {@code history_schema} are version 1. */
    static final int VERSION = 2;

    private static final List<String> FIRST_TABLES = List.of("""
        CREATE TABLE IF NOT EXISTS run (
          bundle VARCHAR(1000) NOT NULL PRIMARY KEY,
          started_millis BIGINT NOT NULL,
          revision VARCHAR(64),
          name VARCHAR(4000) NOT NULL,
          target VARCHAR(4000) NOT NULL,
          simulated BOOLEAN NOT NULL)\
        """, """
        CREATE TABLE IF NOT EXISTS metric (
          metric_key VARCHAR(200) NOT NULL,
          bundle VARCHAR(1000) NOT NULL REFERENCES run (bundle),
          trial_index INTEGER NOT NULL,
          trial VARCHAR(4000) NOT NULL,
          amount DOUBLE PRECISION NOT NULL,
          unit VARCHAR(50) NOT NULL,
          n BIGINT NOT NULL,
          PRIMARY KEY (metric_key, bundle, trial_index))\
        """, """
        CREATE TABLE IF NOT EXISTS baseline (
          name VARCHAR(200) NOT NULL,
          bundle VARCHAR(1000) NOT NULL REFERENCES run (bundle),
          PRIMARY KEY (name, bundle))\
        """);

    /** From version 1 to 2: verdicts, intervals, tags, and what sets series apart. */
    private static final List<String> SECOND_TABLES = List.of(
            "ALTER TABLE run ADD COLUMN verdict VARCHAR(30)",
            "ALTER TABLE metric ADD COLUMN interval_low DOUBLE PRECISION",
            "ALTER TABLE metric ADD COLUMN interval_high DOUBLE PRECISION",
            "ALTER TABLE metric ADD COLUMN interval_confidence DOUBLE PRECISION",
            """
            CREATE TABLE trial (
              bundle VARCHAR(1000) NOT NULL REFERENCES run (bundle),
              trial_index INTEGER NOT NULL,
              workload VARCHAR(4000) NOT NULL,
              kind VARCHAR(30) NOT NULL,
              verdict VARCHAR(30) NOT NULL,
              fault VARCHAR(4000),
              PRIMARY KEY (bundle, trial_index))\
            """,
            """
            CREATE TABLE trial_setting (
              bundle VARCHAR(1000) NOT NULL REFERENCES run (bundle),
              trial_index INTEGER NOT NULL,
              setting_name VARCHAR(200) NOT NULL,
              setting_text VARCHAR(4000) NOT NULL,
              PRIMARY KEY (bundle, trial_index, setting_name))\
            """,
            """
            CREATE TABLE tag (
              bundle VARCHAR(1000) NOT NULL REFERENCES run (bundle),
              tag_name VARCHAR(100) NOT NULL,
              tag_text VARCHAR(500) NOT NULL,
              PRIMARY KEY (bundle, tag_name))\
            """,
            "CREATE TABLE history_schema (schema_version INTEGER NOT NULL)",
            "INSERT INTO history_schema (schema_version) VALUES (" + VERSION + ")");

    private HistorySchema() {}

    /**
     * Makes the tables that are not there, in a transaction that the caller ends; who may only read an index is asked for no more.
     *
     * @return whether the index was one of version 1, whose rows are to be completed from their bundles
     * @throws SQLException if the index is of a newer version, or the database refuses
     */
    static boolean prepare(Connection connection) throws SQLException {
        if (canRead(connection, "SELECT schema_version FROM history_schema WHERE 1 = 0")) {
            check(connection);
            connection.setAutoCommit(false);
            return false;
        }
        boolean old = canRead(connection, "SELECT name FROM baseline WHERE 1 = 0"); // the last of the first tables
        connection.setAutoCommit(false); // a query that was refused would have ended a transaction
        try (Statement statement = connection.createStatement()) {
            for (String table : old ? List.<String>of() : FIRST_TABLES) {
                statement.execute(table);
            }
            for (String table : SECOND_TABLES) {
                statement.execute(table);
            }
        } catch (SQLException refused) {
            throw old
                    ? new SQLException(
                            "its tables are of schema 1, of an older Varcas; history add <folder> with the right to"
                                    + " change tables migrates them once ("
                                    + String.valueOf(refused.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse("refused")
                                    + ")",
                            refused)
                    : refused;
        }
        return old;
    }

    private static void check(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT MAX(schema_version) FROM history_schema")) {
            int version = rows.next() ? rows.getInt(1) : 0;
            if (version != VERSION) {
                throw new SQLException("its tables are of schema " + version + "; this version of Varcas reads schema "
                        + VERSION + ": use the version that wrote it, or index the bundles in another database");
            }
        }
    }

    private static boolean canRead(Connection connection, String query) {
        try (Statement statement = connection.createStatement()) {
            statement.executeQuery(query).close();
            return true;
        } catch (SQLException notThere) {
            return false;
        }
    }
}
