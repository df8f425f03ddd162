package io.varcas.history;

import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Statistic;
import io.varcas.result.ResultBundle;
import io.varcas.result.TrialResult;
import io.varcas.stats.Interval;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the rows of a bundle. */
final class HistoryWriter {

    /** Characters that a column of long texts holds. */
    private static final int LONGEST_TEXT = 4_000;

    private static final int HASHED = 64;

    private final Connection connection;
    private final String bundle;

    HistoryWriter(Connection connection, Path bundle) {
        this.connection = connection;
        this.bundle = bundle.toString();
    }

    /** Writes a run and its trials. */
    void run(ResultBundle read) throws SQLException {
        IndexedRun run = IndexedRun.of(read);
        try (PreparedStatement row = connection.prepareStatement(
                "INSERT INTO run (bundle, started_millis, revision, name, target, simulated, verdict) VALUES (?, ?, ?,"
                        + " ?, ?, ?, ?)")) {
            row.setString(1, bundle);
            row.setLong(2, run.started().toEpochMilli());
            row.setString(3, run.commit().map(commit -> cut(commit, HASHED)).orElse(null));
            row.setString(4, cut(run.name(), LONGEST_TEXT));
            row.setString(5, cut(run.target(), LONGEST_TEXT));
            row.setBoolean(6, run.simulated());
            row.setString(7, run.verdict().map(verdict -> verdict.name()).orElse(null));
            row.executeUpdate();
        }
        trials(read);
    }

    /** Completes a run that an older version indexed. */
    void complete(ResultBundle read) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement("UPDATE run SET verdict = ? WHERE bundle = ?");
                PreparedStatement metrics = connection.prepareStatement("DELETE FROM metric WHERE bundle = ?")) {
            row.setString(1, read.result().verdict().name());
            row.setString(2, bundle);
            row.executeUpdate();
            metrics.setString(1, bundle);
            metrics.executeUpdate();
        }
        trials(read);
    }

    private void trials(ResultBundle read) throws SQLException {
        tags(read.result().tags().orElse(Map.of()));
        List<TrialResult> trials = read.result().trials();
        for (int i = 0; i < trials.size(); i++) {
            trial(i, IndexedTrial.of(trials.get(i)));
        }
        metrics(trials);
    }

    private void tags(Map<String, String> tags) throws SQLException {
        try (PreparedStatement row =
                connection.prepareStatement("INSERT INTO tag (bundle, tag_name, tag_text) VALUES (?, ?, ?)")) {
            for (Map.Entry<String, String> tag : tags.entrySet()) {
                row.setString(1, bundle);
                row.setString(2, tag.getKey());
                row.setString(3, tag.getValue());
                row.addBatch();
            }
            row.executeBatch();
        }
    }

    private void trial(int place, IndexedTrial trial) throws SQLException {
        TrialSeries series = trial.series().orElseThrow();
        try (PreparedStatement row = connection.prepareStatement("INSERT INTO trial"
                        + " (bundle, trial_index, workload, kind, verdict, fault) VALUES (?, ?, ?, ?, ?, ?)");
                PreparedStatement settings = connection.prepareStatement("INSERT INTO trial_setting"
                        + " (bundle, trial_index, setting_name, setting_text) VALUES (?, ?, ?, ?)")) {
            row.setString(1, bundle);
            row.setInt(2, place);
            row.setString(3, cut(series.workload(), LONGEST_TEXT));
            row.setString(4, series.kind());
            row.setString(5, trial.verdict().orElseThrow().name());
            row.setString(
                    6, trial.fault().map(fault -> cut(fault, LONGEST_TEXT)).orElse(null));
            row.executeUpdate();
            for (Map.Entry<String, String> setting : series.settings().entrySet()) {
                settings.setString(1, bundle);
                settings.setInt(2, place);
                settings.setString(3, setting.getKey());
                settings.setString(4, cut(setting.getValue(), LONGEST_TEXT));
                settings.addBatch();
            }
            settings.executeBatch();
        }
    }

    private void metrics(List<TrialResult> trials) throws SQLException {
        try (PreparedStatement row = connection.prepareStatement("INSERT INTO metric (metric_key, bundle, trial_index,"
                + " trial, amount, unit, n, interval_low, interval_high, interval_confidence)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < trials.size(); i++) {
                for (MetricSummary summary : trials.get(i).metrics().all()) {
                    for (Map.Entry<Statistic, Double> number :
                            summary.statistics().entrySet()) {
                        if (number.getValue().isNaN() || !summary.supports(number.getKey())) {
                            continue; // not measured, or the sample is too small for it
                        }
                        row.setString(1, new MetricKey(summary.metric(), summary.ok(), number.getKey()).label());
                        row.setString(2, bundle);
                        row.setInt(3, i);
                        row.setString(4, cut(trials.get(i).trialName(), LONGEST_TEXT));
                        row.setDouble(5, number.getValue());
                        row.setString(6, summary.unit().symbol());
                        row.setLong(7, summary.n());
                        interval(row, summary.interval(number.getKey()));
                        row.addBatch();
                    }
                }
            }
            row.executeBatch();
        }
    }

    private static void interval(PreparedStatement row, Optional<Interval> interval) throws SQLException {
        if (interval.isPresent()) {
            row.setDouble(8, interval.get().low());
            row.setDouble(9, interval.get().high());
            row.setDouble(10, interval.get().confidence());
        } else {
            for (int column = 8; column <= 10; column++) {
                row.setNull(column, Types.DOUBLE);
            }
        }
    }

    /** Cuts a text that is too long, so that different texts stay different. */
    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            String hash = HexFormat.of().formatHex(digest, 0, 8);
            return text.substring(0, longest - hash.length() - 1) + " " + hash;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
