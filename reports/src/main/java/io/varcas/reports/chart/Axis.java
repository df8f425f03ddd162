package io.varcas.reports.chart;

import java.util.List;

/**
 * An axis.
 *
 * @param label what is on it
 * @param unit its unit; empty for a plain number
 * @param scale how values become places
 * @param names names of the values 0, 1, 2 ...; empty if the values are numbers
 */
public record Axis(String label, String unit, Scale scale, List<String> names) {

    /** Copies the names. */
    public Axis {
        names = List.copyOf(names);
    }

    /** Creates an axis of numbers. */
    public Axis(String label, String unit, Scale scale) {
        this(label, unit, scale, List.of());
    }

    /** A mapping from values to positions. */
    public enum Scale {
        /** Evenly, from zero. */
        LINEAR,
        /** By their logarithm; values of 0 and less have no place. */
        LOG,
        /**
         * Quantiles as HdrHistogram plots them: the value is {@code 1 / (1 - q)} on a logarithmic scale, so that each nine takes as much
         * room as the one before; ticks are labelled with the percentile.
         */
        TAIL
    }

    static Axis linear(String label, String unit) {
        return new Axis(label, unit, Scale.LINEAR);
    }

    static Axis log(String label, String unit) {
        return new Axis(label, unit, Scale.LOG);
    }

    static Axis named(String label, List<String> names) {
        return new Axis(label, "", Scale.LINEAR, names);
    }

    /** Returns the label and unit, as it is written on the axis. */
    public String title() {
        return unit.isEmpty() || unit.equals(label) ? label : label + " (" + unit + ")";
    }
}
