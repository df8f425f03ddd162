package io.varcas.history;

import io.varcas.metric.MetricKey;
import io.varcas.result.ResultBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;

/** An index of result bundles in a database: which runs there are, their numbers, and the runs that have a name as a baseline. */
public final class HistoryIndex implements AutoCloseable {

    private final Connection connection;

    private HistoryIndex(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens an index; one that is not there yet is made, and one of an older version is completed from its bundles.
     *
     * @param jdbcUrl where it is; its driver is on the class path
     * @throws SQLException if no driver knows the URL, the index is of a newer version, or the database refuses
     */
    public static HistoryIndex open(String jdbcUrl) throws SQLException {
        Connection connection = DriverManager.getConnection(jdbcUrl);
        try {
            HistoryIndex index = new HistoryIndex(connection);
            if (HistorySchema.prepare(connection)) {
                index.completeRuns();
            }
            connection.commit();
            return index;
        } catch (SQLException refused) {
            connection.close();
            throw refused;
        }
    }

    /** Reads again what an older version did not index; a bundle that is gone is left as it is. */
    private void completeRuns() throws SQLException {
        for (IndexedRun run : runs()) {
            try {
                new HistoryWriter(connection, run.bundle()).complete(ResultBundle.open(run.bundle()));
            } catch (IOException gone) {
                // Its numbers stay without a series.
            }
        }
    }

    /**
     * Adds a bundle with all numbers of its trials, or nothing at all.
     *
     * @return whether it is new; a bundle never changes, so one that is there already stays as it is
     * @throws SQLException if the database refuses
     */
    public boolean add(ResultBundle bundle) throws SQLException {
        Path place = IndexedRun.place(bundle);
        if (knows(place)) {
            return false;
        }
        try {
            new HistoryWriter(connection, place).run(bundle);
            connection.commit();
            return true;
        } catch (SQLException refused) {
            connection.rollback();
            throw refused;
        }
    }

    /**
     * Returns every run, the oldest first.
     *
     * @throws SQLException if the database refuses
     */
    public List<IndexedRun> runs() throws SQLException {
        return new HistoryReader(connection).runs();
    }

    /**
     * Returns one number of every trial that has it, the oldest run first.
     *
     * @throws SQLException if the database refuses
     */
    public List<HistoryValue> values(MetricKey key) throws SQLException {
        return new HistoryReader(connection).values(key);
    }

    /**
     * Gives runs a name to compare others with, in place of those that had it; the index learns what it did not know of them.
     *
     * @param name the name
     * @param bundles repeats of what the name stands for, at least one
     * @throws SQLException if the database refuses
     */
    public void nameBaseline(String name, List<ResultBundle> bundles) throws SQLException {
        for (ResultBundle bundle : bundles) {
            add(bundle);
        }
        try (PreparedStatement old = connection.prepareStatement("DELETE FROM baseline WHERE name = ?");
                PreparedStatement row =
                        connection.prepareStatement("INSERT INTO baseline (name, bundle) VALUES (?, ?)")) {
            old.setString(1, name);
            old.executeUpdate();
            for (Path place : bundles.stream().map(IndexedRun::place).distinct().toList()) {
                row.setString(1, name);
                row.setString(2, place.toString());
                row.executeUpdate();
            }
            connection.commit();
        } catch (SQLException refused) {
            connection.rollback();
            throw refused;
        }
    }

    /**
     * Returns the runs of every baseline by its name, the oldest first.
     *
     * @throws SQLException if the database refuses
     */
    public SortedMap<String, List<IndexedRun>> baselines() throws SQLException {
        return new HistoryReader(connection).baselines();
    }

    @Override
    public void close() throws SQLException {
        // What reads left open ends here: some databases do not close a connection with a transaction on it.
        connection.rollback();
        connection.close();
    }

    private boolean knows(Path bundle) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT bundle FROM run WHERE bundle = ?")) {
            query.setString(1, bundle.toString());
            try (ResultSet rows = query.executeQuery()) {
                return rows.next();
            }
        }
    }
}
