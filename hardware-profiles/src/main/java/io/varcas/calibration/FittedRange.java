package io.varcas.calibration;

import io.varcas.validation.Violations;
import java.util.List;

/**
 * The loads and lengths that a profile was fitted to; predictions outside are less sure.
 *
 * @param leastRunning fewest requests running at once, above 0
 * @param mostRunning most of them
 * @param leastContext fewest tokens of a running request on average, above 0
 * @param mostContext most of them
 */
public record FittedRange(double leastRunning, double mostRunning, double leastContext, double mostContext) {

    /** Each doubling of the distance adds this share of the error. */
    private static final double PER_DOUBLING = 0.25;

    /**
     * @throws IllegalArgumentException if an end is not above 0 or they are the wrong way round
     */
    public FittedRange {
        Violations.in("fitted range")
                .positive("fewest running", leastRunning, "requests")
                .within(leastRunning, Double.MAX_VALUE, "most running", mostRunning, "requests")
                .positive("least context", leastContext, "tokens")
                .within(leastContext, Double.MAX_VALUE, "most context", mostContext, "tokens")
                .raise();
    }

    /** Returns the range of measured points. */
    static FittedRange of(List<Observation> points) {
        double[] running = points.stream().mapToDouble(Observation::running).toArray();
        double[] context = points.stream()
                .mapToDouble(point -> point.cachedTokens() + point.promptTokens() + point.outputTokens() / 2)
                .toArray();
        return new FittedRange(least(running), most(running), least(context), most(context));
    }

    /**
     * Returns what the errors of the fit are to be multiplied with: 1 inside, a quarter more for each doubling of the
     * distance outside.
     *
     * @param running requests running at once, above 0
     * @param context tokens of a running request on average, above 0
     */
    public double widening(double running, double context) {
        double doublings =
                doublings(running, leastRunning, mostRunning) + doublings(context, leastContext, mostContext);
        return 1 + PER_DOUBLING * doublings;
    }

    private static double doublings(double value, double least, double most) {
        double ratio = value < least ? least / value : Math.max(1, value / most);
        return Math.log(ratio) / Math.log(2);
    }

    private static double least(double[] values) {
        double least = values[0];
        for (double value : values) {
            least = Math.min(least, value);
        }
        return least;
    }

    private static double most(double[] values) {
        double most = values[0];
        for (double value : values) {
            most = Math.max(most, value);
        }
        return most;
    }
}
