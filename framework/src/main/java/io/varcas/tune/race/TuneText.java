package io.varcas.tune.race;

import io.varcas.accuracy.AccuracyComparison;
import io.varcas.text.NumberText;
import io.varcas.text.TextTable;
import io.varcas.tune.race.Field.BatchForecast;
import io.varcas.tune.race.TuneResult.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The result of tuning as text. */
public final class TuneText {

    private TuneText() {}

    /** Returns the lines: the outcome first, then the race, the trade-off, the runs, and how to start the winner. */
    public static List<String> lines(TuneResult result) {
        List<String> lines = new ArrayList<>();
        lines.add((result.simulated() ? "SIMULATED " : "") + "Tuning of " + result.workload() + " for "
                + result.aim().goal().label() + ": "
                + result.outcome().label().toUpperCase(Locale.ROOT));
        lines.add("  " + result.explanation());
        result.accuracy().ifPresent(line -> lines.add("  accuracy: " + line));
        lines.add("");
        lines.add("Race by " + result.aim().title());
        lines.addAll(indented(race(result)));
        if (!result.points().isEmpty()) {
            lines.add("");
            lines.add("Throughput against " + result.aim().latency() + " (* no other is better in both)");
            lines.addAll(indented(points(result)));
        }
        if (!result.batches().isEmpty()) {
            lines.add("");
            lines.add("Predicted by batch size, all else as in the baseline");
            lines.addAll(indented(batches(result.batches())));
        }
        lines.add("");
        lines.add("Flags as the servers report them");
        lines.addAll(indented(flags(result)));
        lines.add("");
        result.notes().forEach(note -> lines.add("# " + note));
        result.winner()
                .ifPresent(winner -> lines.add("Repeat the winner: add "
                        + winner.flags().entrySet().stream()
                                .map(flag -> "-s " + flag.getKey() + "=" + flag.getValue())
                                .collect(Collectors.joining(" "))
                        + " to the command of a run"));
        result.command().ifPresent(command -> lines.add("Start it: " + command));
        lines.add("Runs: " + result.folder());
        return lines;
    }

    private static List<String> indented(TextTable table) {
        return table.lines().stream().map(line -> "  " + line).toList();
    }

    private static TextTable race(TuneResult result) {
        TextTable table = new TextTable("contender", "predicted", "rounds", "measured", "state");
        for (Standing standing : result.standings()) {
            Standing own = result.standings().get(0);
            boolean measured = standing.mean() > Double.NEGATIVE_INFINITY;
            table.row(
                    standing.contender().name(),
                    standing.contender().predictedGain().map(TuneText::percent).orElse(""),
                    String.valueOf(standing.scores().stream()
                            .filter(OptionalDouble::isPresent)
                            .count()),
                    !measured
                            ? "not measured"
                            : standing.contender().isBaseline()
                                    ? ""
                                    : percent(Math.expm1(standing.mean() - own.mean())),
                    standing.out().orElse(standing.contender().isBaseline() ? "" : "in to the end"));
        }
        return table;
    }

    private static TextTable points(TuneResult result) {
        TextTable table =
                new TextTable("contender", "runs", "output tok/s", result.aim().latency() + " ms", "");
        List<Point> front = result.front();
        for (Point point : result.points()) {
            table.row(
                    point.name(),
                    String.valueOf(point.runs()),
                    NumberText.of(point.outputPerSecond()),
                    NumberText.of(point.latencyMillis()),
                    front.contains(point) ? "*" : "");
        }
        return table;
    }

    private static TextTable batches(List<BatchForecast> batches) {
        TextTable table = new TextTable("max-num-seqs", "output tok/s", "latency ms", "running", "waiting", "KV pool");
        for (BatchForecast batch : batches) {
            table.row(
                    batch.value(),
                    NumberText.of(batch.forecast().outputPerSecond()),
                    NumberText.of(batch.forecast().latency()),
                    NumberText.of(batch.forecast().running()),
                    NumberText.of(batch.forecast().waiting()),
                    String.format(Locale.ROOT, "%.0f %%", 100 * batch.forecast().kvUsage()));
        }
        return table;
    }

    private static TextTable flags(TuneResult result) {
        TextTable table = new TextTable("run", "contender", "flags", "bundle");
        int number = 0;
        for (TuneJournal.Entry run : result.runs()) {
            number++;
            table.row(
                    number + "  " + run.phase() + " " + (run.round() + 1),
                    run.contender(),
                    run.error().isEmpty() ? reported(run.flags()) : "failed: " + run.error(),
                    run.bundle());
        }
        return table;
    }

    private static String reported(Map<String, String> flags) {
        return flags.entrySet().stream()
                .map(flag -> flag.getKey() + " " + (flag.getValue().isEmpty() ? "not reported" : flag.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** Returns the gain with its interval. */
    static String gain(Confirmation confirmation) {
        String gain = confirmation.gain().map(TuneText::percent).orElse("not measured");
        return gain
                + confirmation
                        .interval()
                        .map(range -> " (" + percent(range.low()) + " to " + percent(range.high()) + ", 95 %)")
                        .orElse(" (no interval: fewer than two pairs)");
    }

    static String accuracy(AccuracyComparison change) {
        return change.verdict().label() + ", mean change "
                + NumberText.of(change.overall().absolute());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%+.1f %%", 100 * share);
    }
}
