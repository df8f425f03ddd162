package io.varcas.hardware;

import io.varcas.validation.Violations;
import java.util.ArrayList;
import java.util.List;

/**
 * An efficiency that depends on size, through measured points; between them a power law (a straight line in logarithms),
 * beyond them constant.
 *
 * <p>The power law matters: with exponents below 1 the time {@code size / efficiency} never falls as the size grows,
 * which a straight line in the efficiency itself would break between far points.
 */
public final class Curve {

    private final double[] logSize;
    private final double[] logEfficiency;

    private Curve(List<Point> points) {
        Violations faults = Violations.in("efficiency curve").findIf(points.isEmpty(), "it has no points");
        for (int i = 1; i < points.size(); i++) {
            Point low = points.get(i - 1);
            Point high = points.get(i);
            faults.findIf(high.size() <= low.size(), "sizes must rise; " + high.size() + " follows " + low.size());
            faults.findIf(
                    high.efficiency() / low.efficiency() > high.size() / low.size(),
                    "efficiency rises faster than size from " + low.size() + " to " + high.size()
                            + ", so more work would take less time");
        }
        faults.raise();
        logSize = points.stream().mapToDouble(p -> Math.log(p.size())).toArray();
        logEfficiency =
                points.stream().mapToDouble(p -> Math.log(p.efficiency())).toArray();
    }

    /**
     * Returns the curve through these points.
     *
     * @throws IllegalArgumentException if there are none, their sizes do not rise, or efficiency rises faster than size
     */
    public static Curve through(List<Point> points) {
        return new Curve(points);
    }

    /** Returns the curve through points given as size, efficiency, size, efficiency and so on. */
    public static Curve through(double... sizesAndEfficiencies) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i + 1 < sizesAndEfficiencies.length; i += 2) {
            points.add(new Point(sizesAndEfficiencies[i], sizesAndEfficiencies[i + 1]));
        }
        return new Curve(points);
    }

    /** Returns the efficiency at a size above 0. */
    public double at(double size) {
        double x = Math.log(size);
        int last = logSize.length - 1;
        if (x <= logSize[0]) {
            return Math.exp(logEfficiency[0]);
        }
        for (int i = 1; i <= last; i++) {
            if (x <= logSize[i]) {
                double share = (x - logSize[i - 1]) / (logSize[i] - logSize[i - 1]);
                return Math.exp(logEfficiency[i - 1] + share * (logEfficiency[i] - logEfficiency[i - 1]));
            }
        }
        return Math.exp(logEfficiency[last]);
    }

    /**
     * A measured point.
     *
     * @param size bytes, tokens or rows, above 0
     * @param efficiency share of the peak reached, above 0, at most 1
     */
    public record Point(double size, double efficiency) {

        /**
         * @throws IllegalArgumentException if a value is out of its range
         */
        public Point {
            Violations.in("efficiency point")
                    .positive("size", size, "")
                    .positive("efficiency", efficiency, "(share of peak)")
                    .findIf(efficiency > 1, "efficiency " + efficiency + " is above 1")
                    .raise();
        }
    }
}
