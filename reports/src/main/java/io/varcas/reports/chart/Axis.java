package io.varcas.reports.chart;

/**
 * An axis.
 *
 * @param label what is on it
 * @param unit its unit; empty for a plain number
 * @param scale how values become places
 */
public record Axis(String label, String unit, Scale scale) {

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

    /** Returns the label and unit, as it is written on the axis. */
    public String title() {
        return unit.isEmpty() ? label : label + " (" + unit + ")";
    }
}
