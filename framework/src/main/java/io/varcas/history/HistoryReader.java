package io.varcas.history;

import io.varcas.metric.MetricKey;
import io.varcas.result.RunVerdict;
import io.varcas.stats.Interval;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads rows as runs and values. */
final class HistoryReader {

    private static final String RUN_COLUMNS =
            "run.bundle, run.started_millis, run.revision, run.name, run.target, run.simulated, run.verdict";

    private final Connection connection;
    private final Map<String, SortedMap<String, String>> tags = new HashMap<>();

    HistoryReader(Connection connection) throws SQLException {
        this.connection = connection;
        try (PreparedStatement query = connection.prepareStatement("SELECT bundle, tag_name, tag_text FROM tag");
                ResultSet rows = query.executeQuery()) {
            while (rows.next()) {
                tags.computeIfAbsent(text(rows, 1, "bundle"), bundle -> new TreeMap<>())
                        .put(text(rows, 2, "tag"), text(rows, 3, "value of a tag"));
            }
        }
    }

    List<IndexedRun> runs() throws SQLException {
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

    SortedMap<String, List<IndexedRun>> baselines() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT " + RUN_COLUMNS
                        + ", baseline.name FROM baseline JOIN run ON run.bundle = baseline.bundle"
                        + " ORDER BY run.started_millis, run.bundle");
                ResultSet rows = query.executeQuery()) {
            SortedMap<String, List<IndexedRun>> baselines = new TreeMap<>();
            while (rows.next()) {
                baselines
                        .computeIfAbsent(text(rows, 8, "baseline"), name -> new ArrayList<>())
                        .add(run(rows));
            }
            return baselines;
        }
    }

    List<HistoryValue> values(MetricKey key) throws SQLException {
        Map<String, SortedMap<String, String>> settings = settings(key);
        try (PreparedStatement query = connection.prepareStatement("SELECT " + RUN_COLUMNS
                + ", metric.trial, metric.amount, metric.unit, metric.n, metric.interval_low, metric.interval_high,"
                + " metric.interval_confidence, metric.trial_index, trial.workload, trial.kind, trial.verdict,"
                + " trial.fault FROM metric JOIN run ON run.bundle = metric.bundle LEFT JOIN trial ON trial.bundle ="
                + " metric.bundle AND trial.trial_index = metric.trial_index WHERE metric.metric_key = ? ORDER BY"
                + " run.started_millis, run.bundle, metric.trial_index")) {
            query.setString(1, key.label());
            try (ResultSet rows = query.executeQuery()) {
                List<HistoryValue> values = new ArrayList<>();
                while (rows.next()) {
                    IndexedRun run = run(rows);
                    String place = place(rows.getString(1), rows.getInt(15));
                    values.add(new HistoryValue(
                            run,
                            trial(rows, settings.getOrDefault(place, new TreeMap<>())),
                            key,
                            rows.getDouble(9),
                            interval(rows),
                            text(rows, 10, "unit"),
                            rows.getLong(11)));
                }
                return values;
            }
        }
    }

    /** Returns the settings of the trials that have a number, by their places. */
    private Map<String, SortedMap<String, String>> settings(MetricKey key) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT trial_setting.bundle, trial_setting.trial_index, setting_name, setting_text FROM trial_setting"
                        + " JOIN metric ON metric.bundle = trial_setting.bundle"
                        + " AND metric.trial_index = trial_setting.trial_index WHERE metric.metric_key = ?")) {
            query.setString(1, key.label());
            try (ResultSet rows = query.executeQuery()) {
                Map<String, SortedMap<String, String>> settings = new HashMap<>();
                while (rows.next()) {
                    settings.computeIfAbsent(place(rows.getString(1), rows.getInt(2)), place -> new TreeMap<>())
                            .put(text(rows, 3, "setting"), text(rows, 4, "value of a setting"));
                }
                return settings;
            }
        }
    }

    private static String place(@Nullable String bundle, int trial) {
        return trial + " " + bundle;
    }

    private static IndexedTrial trial(ResultSet rows, SortedMap<String, String> settings) throws SQLException {
        String workload = rows.getString(16);
        return new IndexedTrial(
                text(rows, 8, "trial"),
                workload == null
                        ? Optional.empty()
                        : Optional.of(new TrialSeries(workload, text(rows, 17, "kind"), settings)),
                verdict(rows.getString(18)),
                Optional.ofNullable(rows.getString(19)));
    }

    private static Optional<Interval> interval(ResultSet rows) throws SQLException {
        double low = rows.getDouble(12);
        if (rows.wasNull()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Interval(low, rows.getDouble(13), rows.getDouble(14)));
        } catch (IllegalArgumentException damaged) {
            throw new SQLException("it is damaged: " + damaged.getMessage(), damaged);
        }
    }

    private IndexedRun run(ResultSet rows) throws SQLException {
        String bundle = text(rows, 1, "bundle");
        return new IndexedRun(
                path(bundle),
                Instant.ofEpochMilli(rows.getLong(2)),
                Optional.ofNullable(rows.getString(3)),
                text(rows, 4, "name"),
                text(rows, 5, "target"),
                rows.getBoolean(6),
                verdict(rows.getString(7)),
                tags.getOrDefault(bundle, new TreeMap<>()));
    }

    private static Optional<RunVerdict> verdict(@Nullable String name) throws SQLException {
        try {
            return name == null ? Optional.empty() : Optional.of(RunVerdict.valueOf(name));
        } catch (IllegalArgumentException unknown) {
            throw new SQLException("it is damaged: the verdict of a row is none", unknown);
        }
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
