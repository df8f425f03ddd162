package io.varcas.reports.chart;

import java.util.List;

/**
 * A chart.
 *
 * @param title what it shows
 * @param note how to read it, in a sentence or two; may be empty
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param series what is drawn
 * @param bands shaded stretches
 * @param rules straight lines
 */
public record Chart(
        String title, String note, Axis x, Axis y, List<Series> series, List<Band> bands, List<ReferenceLine> rules) {

    /** Copies the lists; series without a point are left out. */
    public Chart {
        series = series.stream().filter(one -> !one.isEmpty()).toList();
        bands = List.copyOf(bands);
        rules = List.copyOf(rules);
    }

    static Chart of(String title, String note, Axis x, Axis y, List<Series> series) {
        return new Chart(title, note, x, y, series, List.of(), List.of());
    }

    Chart withBands(List<Band> more) {
        return new Chart(title, note, x, y, series, more, rules);
    }

    Chart withRules(List<ReferenceLine> more) {
        return new Chart(title, note, x, y, series, bands, more);
    }

    /** Returns whether there is nothing to draw. */
    public boolean isEmpty() {
        return series.isEmpty();
    }
}
