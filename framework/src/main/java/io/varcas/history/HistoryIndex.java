package io.varcas.history;

import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Statistic;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An index of result bundles in a database: which runs there are, their numbers, and the runs that have a name as a baseline. */
public final class HistoryIndex implements AutoCloseable {

    private static final String RUN_COLUMNS =
            "run.bundle, run.started_millis, run.revision, run.name, run.target, run.simulated";

    private final Connection connection;

    private HistoryIndex(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens an index; one that is not there yet is made.
     *
     * @param jdbcUrl where it is; its driver is on the class path
     * @throws SQLException if no driver knows the URL, or the database refuses
     */
    public static HistoryIndex open(String jdbcUrl) throws SQLException {
        Connection connection = DriverManager.getConnection(jdbcUrl);
        try {
            HistorySchema.create(connection);
            connection.setAutoCommit(false);
            return new HistoryIndex(connection);
        } catch (SQLException refused) {
            connection.close();
            throw refused;
        }
    }

    /**
     * Adds a bundle with all numbers of its trials, or nothing at all.
     *
     * @return whether it is new; a bundle never changes, so one that is there already stays as it is
     * @throws SQLException if the database refuses
     */
    public boolean add(ResultBundle bundle) throws SQLException {
        IndexedRun run = IndexedRun.of(bundle);
        if (knows(run.bundle())) {
            return false;
        }
        try {
            insert(run);
            insertMetrics(run, bundle.result().trials());
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
        try (PreparedStatement query = connection.prepareStatement(
                        "SELECT " + RUN_COLUMNS + " FROM run ORDER BY run.started_millis, run.bundle");
                ResultSet rows = query.executeQuery()) {
            List<IndexedRun> runs = new ArrayList<>();
            while (rows.next()) {
                runs.add(run(rows));
            }
            return runs;
        }
    }

    /**
     * Returns one number of every trial that has it, the oldest run first.
     *
     * @throws SQLException if the database refuses
     */
    public List<HistoryValue> values(MetricKey key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT " + RUN_COLUMNS
                + ", metric.trial, metric.amount, metric.unit, metric.n FROM metric JOIN run ON run.bundle = metric.bundle"
                + " WHERE metric.metric_key = ? ORDER BY run.started_millis, run.bundle, metric.trial_index")) {
            query.setString(1, key.label());
            try (ResultSet rows = query.executeQuery()) {
                List<HistoryValue> values = new ArrayList<>();
                while (rows.next()) {
                    values.add(new HistoryValue(
                            run(rows),
                            text(rows, 7, "trial"),
                            key,
                            rows.getDouble(8),
                            text(rows, 9, "unit"),
                            rows.getLong(10)));
                }
                return values;
            }
        }
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
        try (PreparedStatement query = connection.prepareStatement("SELECT " + RUN_COLUMNS
                        + ", baseline.name FROM baseline JOIN run ON run.bundle = baseline.bundle"
                        + " ORDER BY run.started_millis, run.bundle");
                ResultSet rows = query.executeQuery()) {
            SortedMap<String, List<IndexedRun>> baselines = new TreeMap<>();
            while (rows.next()) {
                baselines
                        .computeIfAbsent(text(rows, 7, "baseline"), name -> new ArrayList<>())
                        .add(run(rows));
            }
            return baselines;
        }
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

    private void insert(IndexedRun run) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement(
                "INSERT INTO run (bundle, started_millis, revision, name, target, simulated) VALUES (?, ?, ?, ?, ?, ?)")) {
            row.setString(1, run.bundle().toString());
            row.setLong(2, run.started().toEpochMilli());
            row.setString(3, run.commit().orElse(null));
            row.setString(4, run.name());
            row.setString(5, run.target());
            row.setBoolean(6, run.simulated());
            row.executeUpdate();
        }
    }

    private void insertMetrics(IndexedRun run, List<TrialResult> trials) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement("INSERT INTO metric"
                + " (metric_key, bundle, trial_index, trial, amount, unit, n) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < trials.size(); i++) {
                for (MetricSummary summary : trials.get(i).metrics().all()) {
                    for (Map.Entry<Statistic, Double> number :
                            summary.statistics().entrySet()) {
                        if (number.getValue().isNaN() || !summary.supports(number.getKey())) {
                            continue; // not measured, or the sample is too small for it
                        }
                        row.setString(1, new MetricKey(summary.metric(), summary.ok(), number.getKey()).label());
                        row.setString(2, run.bundle().toString());
                        row.setInt(3, i);
                        row.setString(4, trials.get(i).trialName());
                        row.setDouble(5, number.getValue());
                        row.setString(6, summary.unit().symbol());
                        row.setLong(7, summary.n());
                        row.addBatch();
                    }
                }
            }
            row.executeBatch();
        }
    }

    private static IndexedRun run(ResultSet rows) throws SQLException {
        return new IndexedRun(
                path(text(rows, 1, "bundle")),
                Instant.ofEpochMilli(rows.getLong(2)),
                Optional.ofNullable(rows.getString(3)),
                text(rows, 4, "name"),
                text(rows, 5, "target"),
                rows.getBoolean(6));
    }

    /** Returns a text that every row has, unless the database was damaged or filled by something else. */
    private static String text(ResultSet rows, int column, String what) throws SQLException {
        String text = rows.getString(column);
        if (text == null) {
            throw new SQLException("it is damaged: a row has no " + what);
        }
        return text;
    }

    private static Path path(String bundle) throws SQLException {
        try {
            return Path.of(bundle);
        } catch (InvalidPathException noPath) {
            throw new SQLException("it is damaged: the bundle of a row is no path");
        }
    }
}
