package io.varcas.reports.html;

import io.varcas.history.HistoryValue;
import io.varcas.history.MetricTrend;
import io.varcas.history.TrendFormat;
import io.varcas.reports.chart.TrendChart;
import io.varcas.reports.html.element.Badge;
import io.varcas.reports.html.element.ChartBook;
import io.varcas.reports.html.element.Page;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.reports.trend.TrendWords;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Metrics over time as one page: the changes of each series first, then its runs. */
public final class TrendPage implements TrendFormat {

    @Override
    public String name() {
        return "html";
    }

    @Override
    public void write(List<MetricTrend> trends, OutputStream out) throws IOException {
        ChartBook book = new ChartBook();
        Tag body = Tag.of("main").add(header(trends), navigation(trends));
        for (int i = 0; i < trends.size(); i++) {
            body.add(section(trends.get(i), id(i), book));
        }
        body.add(Tag.of("section")
                .with("id", "how")
                .add(Tag.of("h2", "How a change is found"), Tag.of("p", TrendWords.RULE)));
        out.write(Page.of("History · Varcas", body, book).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String id(int trend) {
        return "trend-" + (trend + 1);
    }

    private static Tag header(List<MetricTrend> trends) {
        long changed =
                trends.stream().filter(trend -> trend.levels().size() > 1).count();
        Tag header = Tag.of("header").classed("verdict");
        header.add(
                Tag.of(
                                "p",
                                changed == 0
                                        ? "NO CHANGE SHOWN"
                                        : changed + " OF " + trends.size() + (trends.size() == 1 ? " TREND" : " TRENDS")
                                                + " CHANGED")
                        .classed("word"),
                Tag.of("h1", "History"));
        for (MetricTrend trend : trends) {
            if (trend.levels().size() > 1) {
                TrendWords.changes(trend)
                        .forEach(finding -> header.add(Tag.of("p", TrendWords.title(trend) + ": " + finding)));
            }
        }
        return header;
    }

    private static Tag navigation(List<MetricTrend> trends) {
        Tag nav = Tag.of("nav").with("aria-label", "Sections");
        for (int i = 0; i < trends.size(); i++) {
            nav.add(Tag.of("a", trends.get(i).name() + " " + trends.get(i).key())
                    .with("href", "#" + id(i)));
        }
        return nav.add(
                Tag.of("a", "How").with("href", "#how"),
                Tag.of("button", "light / dark").with("type", "button").with("id", "theme"));
    }

    private static Tag section(MetricTrend trend, String id, ChartBook book) {
        Tag section = Tag.of("section").with("id", id).add(Tag.of("h2", TrendWords.title(trend)));
        trend.series()
                .ifPresent(series -> section.add(
                        Tag.of("p", String.valueOf(series.settings())).classed("subtitle")));
        TrendWords.changes(trend).forEach(finding -> section.add(Tag.of("p", finding)));
        int leftOut = trend.leftOut().size();
        if (leftOut > 0) {
            section.add(Tag.of(
                    "p", leftOut + " of " + trend.points().size() + " runs are left out; the table has the reasons"));
        }
        section.add(book.figures(id + "-chart", List.of(TrendChart.of(trend, TrendPage::label))));
        TableTag table = new TableTag(
                "Runs, the newest first",
                "started",
                "commit",
                "target",
                "verdict",
                "#n",
                "#value" + (TrendWords.unit(trend).isEmpty() ? "" : " (" + TrendWords.unit(trend) + ")"),
                "#interval",
                "tags",
                "left out because",
                "bundle");
        for (int i = trend.points().size() - 1; i >= 0; i--) {
            HistoryValue point = trend.points().get(i);
            table.row(
                    Tag.of("span", TrendWords.time(point.run())),
                    Tag.of("code", TrendWords.commit(point.run())),
                    Tag.of("span", point.run().target()),
                    verdict(point),
                    Tag.of("span", Long.toString(point.n())),
                    Tag.of("span", TrendWords.number(point.value())),
                    Tag.of("span", TrendWords.interval(point)),
                    Tag.of("span", TrendWords.tags(point.run())),
                    Tag.of("span", point.counts() ? "" : TrendWords.fault(point)),
                    Tag.of("code", point.run().bundle().toString()));
        }
        return section.add(table.tag());
    }

    private static Tag verdict(HistoryValue point) {
        return point.trial()
                .verdict()
                .map(Badge::of)
                .orElseGet(() -> Tag.of("span", "unknown").classed("chip unknown"));
    }

    private static String label(HistoryValue point) {
        String commit = point.run()
                .commit()
                .map(hash -> ", " + TrendWords.commit(point.run()))
                .orElse("");
        return TrendWords.time(point.run()).replaceFirst("T.*", "") + commit;
    }
}
