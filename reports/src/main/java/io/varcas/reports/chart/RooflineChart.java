package io.varcas.reports.chart;

import io.varcas.metric.Origin;
import io.varcas.reports.DoubleSeries;
import io.varcas.result.RooflineResult;
import io.varcas.result.RooflineResult.Phase;
import io.varcas.result.RooflineResult.Point;
import io.varcas.text.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/** A roofline: what the accelerator can do at an arithmetic intensity, its ridge, and the points below it. */
public final class RooflineChart {

    private static final double TERA = 1e12;
    private static final int STEPS_A_DECADE = 8;

    private RooflineChart() {}

    /** Draws a roofline; points are told apart by phase and by origin. */
    public static Chart of(RooflineResult roofline) {
        List<Series> series = new ArrayList<>();
        series.add(roof(roofline));
        for (Origin origin : Origin.values()) {
            for (Phase phase : Phase.values()) {
                List<Point> points = roofline.points().stream()
                        .filter(point -> point.origin() == origin && point.phase() == phase)
                        .toList();
                series.add(new Series(
                        phase.label() + ", " + origin.label(),
                        Series.Look.POINTS,
                        DoubleSeries.of(points.stream().mapToDouble(Point::flopsPerByte)),
                        DoubleSeries.of(points.stream().mapToDouble(point -> point.flopsPerSecond() / TERA)),
                        points.stream().map(Point::label).toList()));
            }
        }
        double ridge = roofline.ridgeFlopsPerByte();
        return Chart.of(
                        "Roofline of " + roofline.accelerator(),
                        "Peaks: " + NumberText.of(roofline.peakFlopsPerSecond() / TERA) + " TFLOP/s "
                                + roofline.arithmetic() + ", " + NumberText.of(roofline.peakBytesPerSecond() / 1e9)
                                + " GB/s (" + roofline.source()
                                + "). Left of the ridge memory bandwidth binds, right of it arithmetic.",
                        Axis.log("arithmetic intensity", "FLOP/B"),
                        Axis.log("arithmetic", "TFLOP/s"),
                        series)
                .withRules(List.of(new ReferenceLine(true, ridge, "ridge " + NumberText.of(ridge) + " FLOP/B")));
    }

    private static Series roof(RooflineResult roofline) {
        double ridge = roofline.ridgeFlopsPerByte();
        double least = roofline.points().stream()
                .mapToDouble(Point::flopsPerByte)
                .min()
                .orElse(ridge);
        double most = roofline.points().stream()
                .mapToDouble(Point::flopsPerByte)
                .max()
                .orElse(ridge);
        double from = Math.floor(Math.log10(Math.min(least, ridge / 10)));
        double to = Math.ceil(Math.log10(Math.max(most, ridge * 10)));
        DoubleSeries x = DoubleSeries.of(DoubleStream.concat(
                        DoubleStream.iterate(from, at -> at <= to + 1e-9, at -> at + 1.0 / STEPS_A_DECADE)
                                .map(at -> Math.pow(10, at)),
                        DoubleStream.of(ridge))
                .sorted());
        DoubleSeries y = DoubleSeries.of(x.stream().map(intensity -> roofline.attainable(intensity) / TERA));
        return Series.line("attainable", x, y);
    }
}
