package io.varcas.reports.html.element;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.reports.sweep.Sweep;
import io.varcas.reports.sweep.SweepPoint;
import io.varcas.text.NumberText;
import java.util.Locale;
import java.util.Objects;

/** A metric over two parameters: a table whose cells are the more coloured the better they are. */
public final class HeatTable {

    private static final double MOST_COLOUR = 70;

    private HeatTable() {}

    public static Tag of(Sweep sweep, String down, MetricKey key) {
        String across = sweep.axis();
        double least = sweep.points().stream()
                .mapToDouble(point -> point.value(key))
                .filter(Double::isFinite)
                .min()
                .orElse(Double.NaN);
        double most = sweep.points().stream()
                .mapToDouble(point -> point.value(key))
                .filter(Double::isFinite)
                .max()
                .orElse(Double.NaN);
        Tag head = Tag.of("tr").add(Tag.of("th", down + " \\ " + across).with("scope", "col"));
        sweep.values(across)
                .forEach(value ->
                        head.add(Tag.of("th", value).with("scope", "col").classed("number")));
        Tag body = Tag.of("tbody");
        for (String row : sweep.values(down)) {
            Tag cells = Tag.of("tr").add(Tag.of("th", row).with("scope", "row"));
            for (String column : sweep.values(across)) {
                double value = sweep.points().stream()
                        .filter(point -> is(point, down, row) && is(point, across, column))
                        .mapToDouble(point -> point.value(key))
                        .findFirst()
                        .orElse(Double.NaN);
                cells.add(cell(value, share(key, value, least, most)));
            }
            body.add(cells);
        }
        String unit = key.metric().unit().symbol();
        Tag table = Tag.of("table")
                .add(
                        Tag.of(
                                "caption",
                                key.label() + (unit.isEmpty() ? "" : " (" + unit + ")") + ", darker is better"),
                        Tag.of("thead").add(head),
                        body);
        return Tag.of("div").classed("scroll").with("tabindex", "0").add(table);
    }

    private static boolean is(SweepPoint point, String param, String value) {
        return Objects.equals(point.trial().params().get(param), value);
    }

    /** How good a value is between the worst and the best, 0 to 1. */
    private static double share(MetricKey key, double value, double least, double most) {
        if (!Double.isFinite(value) || most <= least) {
            return 0;
        }
        double share = (value - least) / (most - least);
        return key.metric().better() == Metric.Better.LOWER ? 1 - share : share;
    }

    private static Tag cell(double value, double share) {
        Tag cell =
                Tag.of("td", Double.isNaN(value) ? "–" : NumberText.of(value)).classed("heat");
        return Double.isNaN(value)
                ? cell
                : cell.with(
                        "style",
                        String.format(
                                Locale.ROOT,
                                "background: color-mix(in srgb, var(--good-bg) %.0f%%, var(--panel))",
                                100 - MOST_COLOUR + MOST_COLOUR * share));
    }
}
