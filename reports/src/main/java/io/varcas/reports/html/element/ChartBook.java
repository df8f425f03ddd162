package io.varcas.reports.html.element;

import io.varcas.reports.chart.Chart;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The charts of a page, by the id of the element each is drawn in. */
public final class ChartBook {

    private final Map<String, Chart> charts = new LinkedHashMap<>();

    /** Adds a chart and returns the figure that it will be drawn in. */
    public Tag figure(String id, Chart chart) {
        return figure(id, chart, "");
    }

    private Tag figure(String id, Chart chart, String axis) {
        charts.put(id, chart);
        Tag drawing = Tag.of("div")
                .classed("chart")
                .with("id", id)
                .with("role", "img")
                .with("tabindex", "0")
                .with("aria-keyshortcuts", "+ - ArrowLeft ArrowRight 0")
                .with("aria-label", chart.title() + ". " + chart.note());
        return Tag.of("figure")
                .add(
                        Tag.of("h4", chart.title()),
                        axis.isEmpty() ? drawing : drawing.with("data-axis", axis),
                        Tag.of("figcaption", chart.note()));
    }

    /** Adds charts and returns their figures side by side; ids are the prefix and a number. */
    public Tag figures(String prefix, List<Chart> more) {
        return linked("", prefix, more);
    }

    /**
     * Adds charts over one time axis: they begin and end together, and zoom and cursor of one are those of all.
     *
     * @param axis name of the time axis; empty if the charts share none
     */
    public Tag linked(String axis, String prefix, List<Chart> more) {
        Tag grid = Tag.of("div").classed("figures");
        for (int i = 0; i < more.size(); i++) {
            grid.add(figure(prefix + "-" + (i + 1), more.get(i), axis));
        }
        return grid;
    }

    public Map<String, Chart> charts() {
        return Collections.unmodifiableMap(charts);
    }
}
