package io.varcas.reports.image;

import io.varcas.reports.chart.Axis;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * A mapping from axis values to positions between 0 and 1.
 *
 * @param axis the axis
 * @param from the least value that has a place
 * @param to the greatest
 */
record Scale(Axis axis, double from, double to) {

    /** Two events of one read are nanoseconds apart; more decades than these would push everything else together. */
    private static final double MOST_DECADES = 5;

    private static final int TICKS = 6;

    static Scale of(Axis axis, DoubleStream values) {
        double[] all = values.filter(Double::isFinite)
                .filter(value -> axis.scale() == Axis.Scale.LINEAR || value > 0)
                .toArray();
        double least = DoubleStream.of(all).min().orElse(1);
        double most = DoubleStream.of(all).max().orElse(10);
        return switch (axis.scale()) {
            case LINEAR -> new Scale(axis, Math.min(0, least), most > Math.min(0, least) ? most * 1.04 : most + 1);
            case LOG -> new Scale(axis, Math.max(least, most / Math.pow(10, MOST_DECADES)) * 0.8, most * 1.25);
            case TAIL -> new Scale(axis, 1, Math.max(10, most));
        };
    }

    /** Returns the place of a value; outside 0 to 1 if the axis does not hold it, not a number if it has none. */
    double place(double value) {
        return axis.scale() == Axis.Scale.LINEAR
                ? (value - from) / (to - from)
                : value > 0 ? Math.log(value / from) / Math.log(to / from) : Double.NaN;
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (axis.scale() == Axis.Scale.LINEAR) {
            double step = step((to - from) / TICKS);
            for (double at = Math.ceil(from / step) * step; at <= to; at += step) {
                ticks.add(at);
            }
            return ticks;
        }
        double decades = axis.scale() == Axis.Scale.TAIL ? MOST_DECADES : Math.log10(to / from);
        double[] digits = decades < 1.2
                ? new double[] {1, 1.5, 2, 3, 4, 5, 6, 8}
                : decades < 2.5 ? new double[] {1, 2, 5} : new double[] {1};
        for (double power = Math.pow(10, Math.floor(Math.log10(from))); power <= to; power *= 10) {
            for (double digit : digits) {
                if (digit * power >= from * (1 - 1e-9) && digit * power <= to) {
                    ticks.add(digit * power);
                }
            }
        }
        return ticks;
    }

    String text(double tick) {
        if (axis.scale() == Axis.Scale.TAIL) {
            int nines = (int) Math.round(Math.log10(tick));
            return nines == 0 ? "0" : String.format(Locale.ROOT, "%." + Math.max(0, nines - 2) + "f", 100 - 100 / tick);
        }
        String text = NumberText.of(tick);
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }

    private static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }
}
