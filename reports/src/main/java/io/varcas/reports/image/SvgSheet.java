package io.varcas.reports.image;

import io.varcas.reports.chart.Chart;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Groups of charts as one picture.
 *
 * @param head the title
 * @param note the line below it
 * @param groups the groups, from the top
 */
record SvgSheet(String head, String note, List<Group> groups) {

    private static final int COLUMNS = 2;
    private static final double HEAD = 70;
    private static final double GROUP_HEAD = 34;

    /**
     * Charts under a head.
     *
     * @param head their title
     * @param charts the charts; if there are none, that is said
     */
    record Group(String head, List<Chart> charts) {

        double height() {
            return GROUP_HEAD + SvgChart.HEIGHT * Math.ceil(charts.size() / (double) COLUMNS);
        }
    }

    /** Writes the picture. */
    void write(OutputStream out) throws IOException {
        double width = COLUMNS * SvgChart.WIDTH;
        double height = HEAD + groups.stream().mapToDouble(Group::height).sum();
        SvgText svg = new SvgText();
        svg.open(
                "svg",
                "xmlns",
                "http://www.w3.org/2000/svg",
                "viewBox",
                String.format(Locale.ROOT, "0 0 %.0f %.0f", width, height),
                "width",
                width,
                "height",
                height,
                "font-family",
                "system-ui, DejaVu Sans, sans-serif",
                "font-size",
                "11");
        svg.element("rect", "width", "100%", "height", "100%", "fill", "#ffffff");
        svg.open("g", "font-size", "18").label(16, 28, "start", "#1b1f24", head).close("g");
        svg.label(16, 50, "start", "#59636e", note);
        double top = HEAD;
        for (Group group : groups) {
            draw(group, top, svg);
            top += group.height();
        }
        svg.close("svg");
        out.write(svg.toString().getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void draw(Group group, double top, SvgText svg) {
        svg.open("g", "font-size", "14")
                .label(16, top + 18, "start", "#1b1f24", group.head())
                .close("g");
        if (group.charts().isEmpty()) {
            svg.label(300, top + 18, "start", "#59636e", "nothing was measured");
        }
        for (int i = 0; i < group.charts().size(); i++) {
            int row = i / COLUMNS;
            int column = i % COLUMNS;
            SvgChart.draw(
                    group.charts().get(i), column * SvgChart.WIDTH, top + GROUP_HEAD + row * SvgChart.HEIGHT, svg);
        }
    }
}
