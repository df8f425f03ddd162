package io.varcas.cli.compare;

import io.varcas.compare.Percentage;
import io.varcas.history.HistoryValue;
import io.varcas.history.IndexedRun;
import io.varcas.text.NumberText;
import io.varcas.text.TextTable;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Words and pictures of the history. */
final class HistoryText {

    private static final int BAR = 20;
    private static final int SHORT_HASH = 10;

    private HistoryText() {}

    static String time(IndexedRun run) {
        return run.started().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    static String commit(IndexedRun run) {
        return run.commit()
                .map(hash -> hash.substring(0, Math.min(SHORT_HASH, hash.length())))
                .orElse("none");
    }

    static String target(IndexedRun run) {
        return run.simulated() ? "SIMULATED (" + run.target() + ")" : run.target();
    }

    /**
     * Returns a table for each trial, simulated and real servers apart: a change from one to the other says nothing.
     */
    static List<String> tables(List<HistoryValue> values) {
        Map<String, List<HistoryValue>> trials = new LinkedHashMap<>();
        for (HistoryValue value : values) {
            String title = value.trial() + ": " + value.key() + ", " + value.unit()
                    + (value.run().simulated() ? ", SIMULATED" : "");
            trials.computeIfAbsent(title, key -> new ArrayList<>()).add(value);
        }
        List<String> lines = new ArrayList<>();
        trials.forEach((title, series) -> {
            lines.add("");
            lines.add(title);
            lines.addAll(table(series));
        });
        return lines;
    }

    private static List<String> table(List<HistoryValue> series) {
        double most = series.stream()
                .mapToDouble(HistoryValue::value)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        TextTable table = new TextTable("started", "commit", "target", "n", "value", "change", "");
        for (int i = 0; i < series.size(); i++) {
            HistoryValue value = series.get(i);
            table.row(
                    time(value.run()),
                    commit(value.run()),
                    value.run().target(),
                    Long.toString(value.n()),
                    number(value.value()),
                    i == 0 ? "-" : change(series.get(i - 1), value),
                    bar(value.value(), most));
        }
        return table.lines();
    }

    private static String change(HistoryValue before, HistoryValue after) {
        if (!before.supported() || !after.supported()) {
            return "n too small";
        }
        double share = after.value() / before.value() - 1;
        return Double.isFinite(share) ? (share < 0 ? "" : "+") + Percentage.format(share) : "-";
    }

    private static String number(double value) {
        return Double.isFinite(value) ? NumberText.of(value) : "failed";
    }

    /** A bar from zero, so that its length is the number. */
    private static String bar(double value, double most) {
        return Double.isFinite(value) && value > 0 ? "#".repeat((int) Math.max(1, Math.round(BAR * value / most))) : "";
    }
}
