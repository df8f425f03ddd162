package io.varcas.reports.html.tune;

import io.varcas.reports.chart.Chart;
import io.varcas.reports.chart.TuneChart;
import io.varcas.reports.html.element.ChartBook;
import io.varcas.reports.html.element.Page;
import io.varcas.reports.html.element.TableTag;
import io.varcas.reports.html.element.Tag;
import io.varcas.tune.race.TuneFormat;
import io.varcas.tune.race.TuneResult;
import io.varcas.tune.race.TuneTables;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The result of tuning as one page: the outcome, the race, the trade-off, the runs, and how to start the winner. */
public final class TunePage implements TuneFormat {

    @Override
    public String name() {
        return "html";
    }

    @Override
    public void write(TuneResult result, OutputStream out) throws IOException {
        ChartBook book = new ChartBook();
        Tag body = Tag.of("main").add(header(result));
        Chart chart = TuneChart.of(result);
        if (!chart.isEmpty()) {
            body.add(book.figure("trade-off", chart).classed("wide"));
        }
        for (TuneTables.Table table : TuneTables.of(result)) {
            body.add(Tag.of("section").add(tag(table)));
        }
        String title = "Tuning of " + result.workload();
        out.write(Page.of(title + " · Varcas", body, book).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static Tag header(TuneResult result) {
        Tag header = Tag.of("header").classed("verdict");
        if (result.simulated()) {
            header.add(Tag.of("p", "SIMULATED: these times come from a model of a server, not from hardware."));
        }
        header.add(
                Tag.of(
                        "h1",
                        "Tuning of " + result.workload() + " for "
                                + result.aim().goal().label() + ": "
                                + result.outcome().label()),
                Tag.of("p", result.explanation()));
        result.accuracy().ifPresent(line -> header.add(Tag.of("p", "Accuracy: " + line)));
        result.command().ifPresent(command -> header.add(Tag.of("p", "Start the winner:"), Tag.of("pre", command)));
        Tag notes = Tag.of("ul");
        result.notes().forEach(note -> notes.add(Tag.of("li", note)));
        return header.add(Tag.of("p", "Target: " + result.target() + "; runs: " + result.folder()), notes);
    }

    private static Tag tag(TuneTables.Table table) {
        TableTag tag = new TableTag(table.title(), table.heads().toArray(String[]::new));
        for (List<String> row : table.rows()) {
            tag.texts(row.toArray(String[]::new));
        }
        return tag.tag();
    }
}
