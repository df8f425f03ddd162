package io.varcas.reports.trend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.varcas.history.HistoryValue;
import io.varcas.history.MetricTrend;
import io.varcas.history.TrendFormat;
import io.varcas.text.ForeignText;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.stream.Collectors;

/** Trends for an issue or a wiki. */
public final class TrendMarkdown implements TrendFormat {

    private static final List<String> HEADS =
            List.of("started", "commit", "target", "verdict", "n", "value", "interval", "change", "tags");

    @Override
    public String name() {
        return "markdown";
    }

    @Override
    public void write(List<MetricTrend> trends, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder();
        for (MetricTrend trend : trends) {
            text.append("## ").append(escaped(TrendWords.title(trend))).append("\n\n");
            TrendWords.findings(trend)
                    .forEach(finding ->
                            text.append("- ").append(escaped(finding)).append('\n'));
            text.append('\n');
            row(text, HEADS);
            row(text, HEADS.stream().map(head -> "---").toList());
            for (HistoryValue point : trend.points()) {
                row(
                        text,
                        List.of(
                                TrendWords.time(point.run()),
                                escaped(TrendWords.commit(point.run())),
                                escaped(point.run().target()),
                                TrendWords.verdict(point),
                                Long.toString(point.n()),
                                TrendWords.number(point.value()),
                                TrendWords.interval(point),
                                TrendWords.change(trend, point),
                                escaped(TrendWords.tags(point.run()))));
            }
            text.append('\n');
        }
        text.append(escaped(TrendWords.RULE)).append('\n');
        out.write(text.toString().getBytes(UTF_8));
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |")))
                .append('\n');
    }

    /** Names of targets and tags are the user's, and must not become markup. */
    private static String escaped(String text) {
        return ForeignText.line(text).replaceAll("([\\\\`*_<>|#\\[\\]])", "\\\\$1");
    }
}
