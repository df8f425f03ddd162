package io.varcas.reports.image;

import io.varcas.reports.chart.Band;
import io.varcas.reports.chart.Chart;
import io.varcas.reports.chart.ReferenceLine;
import io.varcas.reports.chart.Series;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.DoubleStream;

/** Draws a chart. Each point carries its numbers as a title, which a viewer shows under the mouse. */
final class SvgChart {

    static final double WIDTH = 640;
    static final double HEIGHT = 380;

    /** The light palette of the pages. */
    private static final List<String> COLOURS =
            List.of("#2563c9", "#1b1f5e", "#00a08a", "#8a5a3b", "#0b7285", "#5c940d", "#4c9be8", "#495057");

    /** Dashes of the series in the order of the palette, for those to whom colours are no help. */
    private static final List<String> DASHES =
            List.of("none", "8 4", "2 3", "9 3 2 3", "14 4", "5 2", "9 3 2 3 2 3", "3 6");

    private static final String FAILED = "#c22f1f";
    private static final String INK = "#1b1f24";
    private static final String MUTED = "#59636e";
    private static final String GRID = "#e6e9ed";
    private static final String BOUND = "#a40e26";
    private static final double LEFT = 74;
    private static final double RIGHT = 18;
    private static final double TOP = 62;
    private static final double BOTTOM = 48;

    /** Mean width of a character of eleven points, for the legend. */
    private static final double LETTER = 6.2;

    private final Chart chart;
    private final List<String> names;
    private final Scale x;
    private final Scale y;
    private final SvgText svg;

    private SvgChart(Chart chart, SvgText svg) {
        this.chart = chart;
        this.svg = svg;
        names = chart.series().stream()
                .filter(series -> series.tone() == Series.Tone.PLAIN)
                .map(Series::name)
                .distinct()
                .toList();
        List<Series> shown = chart.series().stream().filter(Series::shown).toList();
        x = Scale.of(
                chart.x(),
                DoubleStream.concat(
                        DoubleStream.concat(
                                shown.stream().flatMapToDouble(series -> series.x().stream()),
                                chart.bands().stream().mapToDouble(Band::to)),
                        rules(true)));
        y = Scale.of(
                chart.y(),
                DoubleStream.concat(
                        shown.stream().flatMapToDouble(series -> series.y().present()), rules(false)));
    }

    /** Draws a chart with its upper left corner at a place. */
    static void draw(Chart chart, double left, double top, SvgText svg) {
        svg.open("g", "transform", "translate(" + left + " " + top + ")", "role", "img", "aria-label", chart.title());
        SvgChart drawing = new SvgChart(chart, svg);
        svg.label(LEFT, 20, "start", INK, chart.title());
        drawing.legend();
        drawing.frame();
        drawing.bands();
        chart.series().stream().filter(Series::shown).forEach(drawing::series);
        drawing.bounds();
        svg.close("g");
    }

    private DoubleStream rules(boolean vertical) {
        return chart.rules().stream()
                .filter(rule -> rule.vertical() == vertical)
                .mapToDouble(ReferenceLine::at);
    }

    private double across(double value) {
        return LEFT + x.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private double down(double value) {
        return HEIGHT - BOTTOM - y.place(value) * (HEIGHT - TOP - BOTTOM);
    }

    private boolean isInside(double atX, double atY) {
        return atX >= LEFT - 0.5 && atX <= WIDTH - RIGHT + 0.5 && atY >= TOP - 0.5 && atY <= HEIGHT - BOTTOM + 0.5;
    }

    private void legend() {
        double at = LEFT;
        double line = 36;
        Set<String> seen = new HashSet<>();
        for (Series series : chart.series()) {
            if (!series.shown() || !seen.add(series.name())) {
                continue;
            }
            String name = series.name();
            double width = 22 + LETTER * name.length();
            if (at + width > WIDTH && line < 40) {
                at = LEFT;
                line += 15;
            }
            svg.element("rect", "x", at, "y", line - 8, "width", 9.0, "height", 9.0, "fill", colour(series));
            svg.label(at + 13, line, "start", MUTED, name);
            at += width;
        }
    }

    /** Series of one name have one colour. */
    private String colour(Series series) {
        return switch (series.tone()) {
            case PLAIN -> COLOURS.get(names.indexOf(series.name()) % COLOURS.size());
            case FAILED -> FAILED;
            case MUTED -> MUTED;
        };
    }

    private String dash(Series series) {
        return switch (series.look()) {
            case THIN -> "4 3";
            case WHISKERS, SPANS, STEPS -> "none";
            default ->
                series.tone() == Series.Tone.PLAIN
                        ? DASHES.get(names.indexOf(series.name()) % DASHES.size())
                        : series.tone() == Series.Tone.FAILED ? "2 2" : "none";
        };
    }

    private void frame() {
        for (double tick : x.ticks()) {
            svg.element(
                    "line", "x1", across(tick), "x2", across(tick), "y1", TOP, "y2", HEIGHT - BOTTOM, "stroke", GRID);
            svg.label(across(tick), HEIGHT - BOTTOM + 15, "middle", INK, x.text(tick));
        }
        for (double tick : y.ticks()) {
            svg.element("line", "x1", LEFT, "x2", WIDTH - RIGHT, "y1", down(tick), "y2", down(tick), "stroke", GRID);
            svg.label(LEFT - 6, down(tick) + 4, "end", INK, y.text(tick));
        }
        svg.element(
                "path",
                "d",
                "M" + LEFT + " " + TOP + "V" + (HEIGHT - BOTTOM) + "H" + (WIDTH - RIGHT),
                "fill",
                "none",
                "stroke",
                MUTED);
        svg.label((LEFT + WIDTH) / 2, HEIGHT - 12, "middle", MUTED, chart.x().title());
        svg.open("g", "transform", "rotate(-90)");
        svg.label(-(TOP + HEIGHT - BOTTOM) / 2, 16, "middle", MUTED, chart.y().title());
        svg.close("g");
    }

    private void bands() {
        for (Band band : chart.bands()) {
            double from = Math.max(LEFT, across(band.from()));
            double width = Math.min(WIDTH - RIGHT, across(band.to())) - from;
            if (width > 0) {
                svg.open(
                        "rect",
                        "x",
                        from,
                        "y",
                        TOP,
                        "width",
                        width,
                        "height",
                        HEIGHT - TOP - BOTTOM,
                        "fill",
                        band.counts() ? "none" : "#6e7781",
                        "fill-opacity",
                        "0.14",
                        "stroke",
                        "#d5dae0");
                title(band.label());
                svg.close("rect");
            }
        }
    }

    private void title(String text) {
        svg.open("title").text(text).close("title");
    }

    private void series(Series series) {
        boolean line = switch (series.look()) {
            case LINE, THIN, MARKED, STEPS, WHISKERS, SPANS -> true;
            case DOTS, POINTS -> false;
        };
        if (line) {
            line(series, colour(series));
        }
        if (!line || series.look() == Series.Look.MARKED) {
            marks(series, colour(series));
        }
    }

    private void line(Series series, String colour) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < series.x().size(); i++) {
            double atX = across(series.x().at(i));
            double atY = Math.min(down(series.y().at(i)), HEIGHT - BOTTOM);
            boolean there = isInside(atX, atY);
            if (there) {
                String step = drawing && series.look() == Series.Look.STEPS ? "H%.1f" : "";
                path.append(String.format(Locale.ROOT, step, atX))
                        .append(String.format(Locale.ROOT, "%s%.1f %.1f", drawing ? "L" : "M", atX, atY));
            }
            drawing = there;
        }
        svg.open(
                "path",
                "d",
                path,
                "fill",
                "none",
                "stroke",
                colour,
                "stroke-width",
                width(series.look()),
                "stroke-opacity",
                series.look() == Series.Look.WHISKERS ? "0.35" : "1",
                "stroke-dasharray",
                dash(series));
        title(series.name());
        svg.close("path");
    }

    private static String width(Series.Look look) {
        return switch (look) {
            case THIN -> "1.2";
            case WHISKERS -> "7";
            case SPANS -> "12";
            default -> "2";
        };
    }

    private void marks(Series series, String colour) {
        boolean dots = series.look() == Series.Look.DOTS;
        for (int i = 0; i < series.x().size(); i++) {
            double atX = across(series.x().at(i));
            double atY = down(series.y().at(i));
            if (isInside(atX, atY)) {
                svg.open(
                        "circle",
                        "cx",
                        atX,
                        "cy",
                        atY,
                        "r",
                        dots ? 1.6 : 4.5,
                        "fill",
                        colour,
                        "fill-opacity",
                        dots ? "0.45" : "1");
                String label = series.labels().isEmpty() ? "" : series.labels().get(i) + ": ";
                title(label + y.text(series.y().at(i)) + " " + chart.y().unit());
                svg.close("circle");
                if (!series.labels().isEmpty()) {
                    svg.label(atX, atY - 8, "middle", INK, series.labels().get(i));
                }
            }
        }
    }

    private void bounds() {
        for (ReferenceLine rule : chart.rules()) {
            double at = rule.vertical() ? across(rule.at()) : down(rule.at());
            List<Double> ends =
                    rule.vertical() ? List.of(at, at, TOP, HEIGHT - BOTTOM) : List.of(LEFT, WIDTH - RIGHT, at, at);
            svg.element(
                    "line",
                    "x1",
                    ends.get(0),
                    "x2",
                    ends.get(1),
                    "y1",
                    ends.get(2),
                    "y2",
                    ends.get(3),
                    "stroke",
                    BOUND,
                    "stroke-dasharray",
                    "5 4");
            if (rule.vertical()) {
                svg.label(at + 4, TOP + 12, "start", BOUND, rule.label());
            } else {
                svg.label(WIDTH - RIGHT - 4, at - 4, "end", BOUND, rule.label());
            }
        }
    }
}
