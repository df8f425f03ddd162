package io.varcas.calibration;

import io.varcas.engine.Sample;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The measured totals of a run in a file of request logs, see {@link RecordedRuns}.
 *
 * <p>The tokens of a request that was cut off while it streamed were not written down. They are taken for one and what its run's
 * median time per output token gives until the end of the run: an engine counts them, a client that counts only finished requests
 * does not.
 *
 * @param run name of the run
 * @param seconds time until its last event
 * @param finished requests that finished
 * @param cut requests that had their first token and did not finish
 * @param finishedTokens output tokens of finished requests
 * @param cutTokens output tokens of requests that were cut off, as estimated
 * @param tpotSeconds median time per output token of finished requests
 */
public record RunTotals(
        String run,
        double seconds,
        long finished,
        long cut,
        double finishedTokens,
        double cutTokens,
        double tpotSeconds) {

    /**
     * Reads the runs of a file.
     *
     * @throws IllegalArgumentException if it is no such table, or no request of a run finished; the message names the file
     */
    public static Map<String, RunTotals> read(Path file) {
        Map<String, List<CsvTable.Row>> runs = new LinkedHashMap<>();
        CsvTable.read(file, RecordedRuns.COLUMNS)
                .rows()
                .forEach(row -> runs.computeIfAbsent(row.text("run"), run -> new ArrayList<>())
                        .add(row));
        Map<String, RunTotals> totals = new LinkedHashMap<>();
        runs.forEach((run, rows) -> totals.put(run, of(file, run, rows)));
        return totals;
    }

    private static RunTotals of(Path file, String run, List<CsvTable.Row> rows) {
        List<CsvTable.Row> finished =
                rows.stream().filter(row -> row.number("last_s").isPresent()).toList();
        double end = rows.stream()
                .mapToDouble(row -> Math.max(
                        row.number("sent_s").orElse(0), row.number("last_s").orElse(0)))
                .max()
                .orElse(0);
        Sample tpot = new Sample(finished.stream()
                .filter(row -> row.number("output_tokens").orElse(0) > 1)
                .mapToDouble(row -> (value(row, "last_s") - value(row, "first_s")) / (value(row, "output_tokens") - 1))
                .toArray());
        if (tpot.count() == 0) {
            throw new IllegalArgumentException(
                    file.getFileName() + ": run " + run + " has no finished request of two output tokens or more");
        }
        double perToken = tpot.quantile(0.5);
        List<CsvTable.Row> cut = rows.stream()
                .filter(row ->
                        row.number("last_s").isEmpty() && row.number("first_s").isPresent())
                .toList();
        return new RunTotals(
                run,
                end,
                finished.size(),
                cut.size(),
                finished.stream()
                        .mapToDouble(row -> row.number("output_tokens").orElse(0))
                        .sum(),
                cut.stream()
                        .mapToDouble(row -> 1 + Math.max(0, end - value(row, "first_s")) / perToken)
                        .sum(),
                perToken);
    }

    private static double value(CsvTable.Row row, String column) {
        return row.number(column).orElse(0);
    }

    /** Returns the output tokens a second of finished requests. */
    public double finishedTokensPerSecond() {
        return finishedTokens / seconds;
    }

    /** Returns the output tokens a second of all requests. */
    public double generatedTokensPerSecond() {
        return (finishedTokens + cutTokens) / seconds;
    }

    /** Returns the requests finished a second. */
    public double finishedPerSecond() {
        return finished / seconds;
    }
}
