package io.varcas.reports.image;

import io.varcas.reports.chart.Axis;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

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

    /** Places of 0, 50, 75, 90, 95, 99, 99.9 and 99.99 % on an axis of percentiles. */
    private static final List<Double> PERCENTILES = List.of(1.0, 2.0, 4.0, 10.0, 20.0, 100.0, 1000.0, 10_000.0);

    static Scale of(Axis axis, DoubleStream values) {
        double[] all = values.filter(Double::isFinite)
                .filter(value -> axis.scale() == Axis.Scale.LINEAR || value > 0)
                .toArray();
        double least = DoubleStream.of(all).min().orElse(1);
        double most = DoubleStream.of(all).max().orElse(10);
        return switch (axis.scale()) {
            case LINEAR ->
                !axis.names().isEmpty()
                        ? new Scale(axis, -0.5, axis.names().size() - 0.5)
                        : new Scale(axis, Math.min(0, least), most > Math.min(0, least) ? most * 1.04 : most + 1);
            case LOG -> new Scale(axis, Math.max(least, most / Math.pow(10, MOST_DECADES)) * 0.8, most * 1.25);
            case TAIL -> new Scale(axis, 1, Math.max(100, most));
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
        if (!axis.names().isEmpty()) {
            return IntStream.range(0, axis.names().size())
                    .mapToObj(Double::valueOf)
                    .toList();
        }
        if (axis.scale() == Axis.Scale.TAIL) {
            PERCENTILES.stream().filter(tick -> tick >= from && tick <= to).forEach(ticks::add);
            return ticks;
        }
        if (axis.scale() == Axis.Scale.LINEAR) {
            double step = step((to - from) / TICKS);
            for (double at = Math.ceil(from / step) * step; at <= to; at += step) {
                ticks.add(at);
            }
            return ticks;
        }
        double decades = Math.log10(to / from);
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
        if (!axis.names().isEmpty()) {
            return axis.names().get((int) tick);
        }
        return NumberText.exact(
                axis.scale() == Axis.Scale.TAIL ? 100 - 100 / tick : Double.parseDouble(NumberText.of(tick)));
    }

    private static double step(double rough) {
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double digit = rough / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }
}
