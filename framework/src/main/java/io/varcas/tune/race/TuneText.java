package io.varcas.tune.race;

import io.varcas.accuracy.AccuracyComparison;
import io.varcas.text.NumberText;
import io.varcas.text.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
        for (TuneTables.Table table : TuneTables.of(result)) {
            lines.add("");
            lines.add(table.title());
            lines.addAll(indented(table));
        }
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

    private static List<String> indented(TuneTables.Table table) {
        TextTable text = new TextTable(table.heads().stream()
                .map(head -> head.startsWith("#") ? head.substring(1) : head)
                .toList());
        table.rows().forEach(text::row);
        return text.lines().stream().map(line -> "  " + line).toList();
    }

    /** Returns the gain with its interval. */
    static String gain(Confirmation confirmation) {
        String gain = confirmation.gain().map(TuneTables::percent).orElse("not measured");
        return gain
                + confirmation
                        .interval()
                        .map(range -> " (" + TuneTables.percent(range.low()) + " to " + TuneTables.percent(range.high())
                                + ", 95 %)")
                        .orElse(" (no interval: fewer than two pairs)");
    }

    static String accuracy(AccuracyComparison change) {
        return change.verdict().label() + ", mean change "
                + NumberText.of(change.overall().absolute());
    }
}
