package io.varcas.reports.html;

import io.varcas.reports.chart.RooflineChart;
import io.varcas.reports.html.element.ChartBook;
import io.varcas.reports.html.element.Page;
import io.varcas.reports.html.element.Tag;
import io.varcas.result.RooflineFormat;
import io.varcas.result.RooflineResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A roofline as one page: the chart with its points, then the tables. */
public final class RooflinePage implements RooflineFormat {

    @Override
    public String name() {
        return "html";
    }

    @Override
    public void write(String title, List<String> lines, RooflineResult roofline, OutputStream out) throws IOException {
        ChartBook book = new ChartBook();
        Tag body = Tag.of("main")
                .add(
                        Tag.of("header").add(Tag.of("h1", "Roofline of " + title)),
                        book.figure("roofline", RooflineChart.of(roofline)).classed("wide"),
                        Tag.of("pre", String.join("\n", lines)));
        out.write(Page.of("Roofline of " + title + " · Varcas", body, book).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
