package io.varcas.reports.html;

import io.varcas.compare.ChangeVerdict;
import io.varcas.compare.MetricComparison;
import io.varcas.compare.TestResult;
import io.varcas.compare.Values;
import io.varcas.reports.html.element.Tag;
import io.varcas.stats.Interval;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The changes of metrics as pictures in the cells of a table, all on one scale: a bar is the interval, a diamond the change (an arrow where it is off the scale), dots are the
 * repeats relative to the mean of the baseline (rings those of the baseline; at the end of the scale those beyond it), and the line in the middle is no change.
 */
final class ChangePlot {

    private static final int WIDTH = 260;
    private static final int HEIGHT = 26;
    private static final int MARGIN = 8;
    private static final double PERCENT = 100;

    /** Least and greatest half-width of the scale, as shares: noise is not blown up, and one metric does not flatten the others. */
    private static final double LEAST = 0.02;

    private static final double MOST = 1;

    private final double reach;

    /** Chooses the scale of metrics that stand below each other. */
    ChangePlot(Stream<MetricComparison> metrics) {
        double most = metrics.flatMapToDouble(ChangePlot::ends)
                .filter(Double::isFinite)
                .map(Math::abs)
                .max()
                .orElse(LEAST);
        this.reach = Math.min(MOST, Math.max(LEAST, most * 1.05));
    }

    private static DoubleStream ends(MetricComparison metric) {
        return DoubleStream.concat(
                DoubleStream.concat(
                        metric.change().stream(),
                        Stream.of(metric.baseline(), metric.candidate())
                                .flatMap(side -> side.values().stream())
                                .mapToDouble(value ->
                                        value / metric.baseline().mean().orElse(value) - 1)),
                interval(metric).stream().flatMapToDouble(found -> DoubleStream.of(found.low(), found.high())));
    }

    private static Optional<Interval> interval(MetricComparison metric) {
        return metric.evidence().flatMap(TestResult::changeInterval);
    }

    /** Returns the range of the scale, for the head of the column: {@code -12 % to +12 %}. */
    String scale() {
        return String.format(Locale.ROOT, "\u2212%.0f %% to +%.0f %%", PERCENT * reach, PERCENT * reach);
    }

    /** Draws a metric; empty if no change is known. */
    Tag of(MetricComparison metric) {
        OptionalDouble change = metric.change();
        if (change.isEmpty()) {
            return Tag.of("span", "");
        }
        Tag svg = Tag.of("svg")
                .classed("plot " + colour(metric))
                .with("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
                .with("width", String.valueOf(WIDTH))
                .with("height", String.valueOf(HEIGHT))
                .with("role", "img")
                .with("aria-label", words(metric));
        svg.add(line(0, 1, HEIGHT - 1.0).classed("zero"));
        double middle = HEIGHT / 2.0;
        interval(metric)
                .ifPresent(found -> svg.add(Tag.of("line")
                        .with("x1", place(found.low()))
                        .with("x2", place(found.high()))
                        .with("y1", number(middle))
                        .with("y2", number(middle))
                        .classed("interval-bar")));
        svg.add(dots(metric.baseline(), metric.baseline().mean(), middle - 6, "ring"));
        svg.add(dots(metric.candidate(), metric.baseline().mean(), middle + 6, "dot"));
        return svg.add(change(change.getAsDouble(), middle));
    }

    /** A diamond, or an arrow at the end of the scale if the change is beyond it. */
    private Tag change(double change, double middle) {
        double x = x(change);
        String shape = Math.abs(change) <= reach
                ? String.format(Locale.ROOT, "M%.1f %.1f l4 -5 l4 5 l-4 5 z", x - 4, middle)
                : String.format(Locale.ROOT, "M%.1f %.1f l%d -6 v12 z", x, middle, change > 0 ? -9 : 9);
        return Tag.of("path").with("d", shape).classed("change");
    }

    private static String words(MetricComparison metric) {
        return String.format(
                Locale.ROOT,
                "change %+.1f %%%s",
                PERCENT * metric.change().orElse(0),
                interval(metric)
                        .map(found -> String.format(
                                Locale.ROOT,
                                ", interval %+.1f to %+.1f %%",
                                PERCENT * found.low(),
                                PERCENT * found.high()))
                        .orElse(""));
    }

    private static String colour(MetricComparison metric) {
        return metric.verdict()
                .map(verdict ->
                        verdict == ChangeVerdict.BETTER ? "better" : verdict == ChangeVerdict.WORSE ? "worse" : "none")
                .orElse("none");
    }

    private List<Tag> dots(Values values, OptionalDouble mean, double y, String kind) {
        double base = mean.orElse(0);
        if (base == 0 || !Double.isFinite(base)) {
            return List.of();
        }
        return values.values().stream()
                .filter(Double::isFinite)
                .map(value -> value / base - 1)
                .map(change -> Tag.of("circle")
                        .with("cx", place(change))
                        .with("cy", number(y))
                        .with("r", "2.2")
                        .classed(kind))
                .toList();
    }

    private Tag line(double change, double from, double to) {
        return Tag.of("line")
                .with("x1", place(change))
                .with("x2", place(change))
                .with("y1", number(from))
                .with("y2", number(to));
    }

    private double x(double change) {
        double clipped = Math.max(-reach, Math.min(reach, change));
        return WIDTH / 2.0 + clipped / reach * (WIDTH / 2.0 - MARGIN);
    }

    private String place(double change) {
        return number(x(change));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
