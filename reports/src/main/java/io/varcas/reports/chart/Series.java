package io.varcas.reports.chart;

import io.varcas.reports.DoubleSeries;
import java.util.List;

/**
 * Points of one kind in a chart.
 *
 * @param name name in the legend
 * @param look how they are drawn
 * @param x places on the horizontal axis
 * @param y places on the vertical axis, {@link Double#NaN} where there is nothing
 * @param labels what each point is; empty if the axes say it
 * @param tone its colour
 * @param shown whether it is drawn at once; else its name in the legend brings it
 */
public record Series(
        String name, Look look, DoubleSeries x, DoubleSeries y, List<String> labels, Tone tone, boolean shown) {

    /** The style of points. */
    public enum Look {
        /** Joined by a line. */
        LINE,
        /** Joined by a thin, broken line: limits, maxima, predictions. */
        THIN,
        /** Joined by a line with a mark on each point. */
        MARKED,
        /** Small dots. */
        DOTS,
        /** Large dots. */
        POINTS,
        /** A filled outline that keeps a value until the next place: a histogram. */
        STEPS,
        /** Thin bars between two points each, a missing value after every pair: intervals. */
        WHISKERS,
        /** Thick bars between two points each, a missing value after every pair: spans of time. */
        SPANS
    }

    /** The colour of points. Series of one name in a chart have one colour. */
    public enum Tone {
        /** The next colour of the palette. */
        PLAIN,
        /** Red: failures, and nothing else. */
        FAILED,
        /** Grey: what others are measured by, such as the offered load. */
        MUTED
    }

    /**
     * Copies the labels.
     *
     * @throws IllegalArgumentException if there are more of the one than of the other, or there are labels for some of the points only
     */
    public Series {
        labels = List.copyOf(labels);
        if (x.size() != y.size() || (!labels.isEmpty() && labels.size() != x.size())) {
            throw new IllegalArgumentException(
                    name + ": " + x.size() + " x, " + y.size() + " y and " + labels.size() + " labels do not match");
        }
    }

    /** Creates points in the next colour of the palette that are drawn at once. */
    public Series(String name, Look look, DoubleSeries x, DoubleSeries y, List<String> labels) {
        this(name, look, x, y, labels, Tone.PLAIN, true);
    }

    static Series of(String name, Look look, DoubleSeries x, DoubleSeries y) {
        return new Series(name, look, x, y, List.of());
    }

    Series in(Tone other) {
        return new Series(name, look, x, y, labels, other, shown);
    }

    /** Returns this series, drawn only when its name in the legend is chosen. */
    Series hidden() {
        return new Series(name, look, x, y, labels, tone, false);
    }

    static Series line(String name, DoubleSeries x, DoubleSeries y) {
        return new Series(name, Look.LINE, x, y, List.of());
    }

    static Series thin(String name, DoubleSeries x, DoubleSeries y) {
        return new Series(name, Look.THIN, x, y, List.of());
    }

    static Series dots(String name, DoubleSeries x, DoubleSeries y) {
        return new Series(name, Look.DOTS, x, y, List.of());
    }

    /** Returns whether there is anything to draw. */
    public boolean isEmpty() {
        return y.present().findAny().isEmpty();
    }
}
