package io.varcas.reports.trend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.varcas.history.HistoryValue;
import io.varcas.history.MetricTrend;
import io.varcas.history.TrendFormat;
import io.varcas.text.ForeignText;
import io.varcas.text.TextTable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Trends for a console: a table for each series, with bars from zero. */
public final class TrendText implements TrendFormat {

    private static final int BAR = 20;

    @Override
    public String name() {
        return "text";
    }

    @Override
    public void write(List<MetricTrend> trends, OutputStream out) throws IOException {
        List<String> lines = new ArrayList<>();
        for (MetricTrend trend : trends) {
            lines.add("");
            lines.add(TrendWords.title(trend));
            lines.addAll(table(trend));
            TrendWords.findings(trend).forEach(finding -> lines.add("  " + finding));
        }
        lines.add("");
        lines.add(TrendWords.RULE);
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(ForeignText.line(line)).append(System.lineSeparator()));
        out.write(text.toString().getBytes(UTF_8));
    }

    private static List<String> table(MetricTrend trend) {
        double most = trend.points().stream()
                .filter(HistoryValue::counts)
                .mapToDouble(HistoryValue::value)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
        boolean tagged =
                trend.points().stream().anyMatch(point -> !point.run().tags().isEmpty());
        List<String> heads = new ArrayList<>(
                List.of("started", "commit", "target", "verdict", "n", "value", "interval", "change", ""));
        if (tagged) {
            heads.add("tags");
        }
        TextTable table = new TextTable(heads);
        for (HistoryValue point : trend.points()) {
            table.row(List.of(
                            TrendWords.time(point.run()),
                            TrendWords.commit(point.run()),
                            point.run().target(),
                            TrendWords.verdict(point),
                            Long.toString(point.n()),
                            TrendWords.number(point.value()),
                            TrendWords.interval(point),
                            TrendWords.change(trend, point),
                            point.counts() ? bar(point.value(), most) : "left out",
                            TrendWords.tags(point.run()))
                    .subList(0, heads.size()));
        }
        return table.lines();
    }

    /** A bar from zero, so that its length is the number. */
    private static String bar(double value, double most) {
        return Double.isFinite(value) && value > 0 ? "#".repeat((int) Math.max(1, Math.round(BAR * value / most))) : "";
    }
}
