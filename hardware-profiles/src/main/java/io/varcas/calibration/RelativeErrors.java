package io.varcas.calibration;

import io.varcas.validation.Violations;
import java.util.List;

/**
 * How far predictions were off: the distribution of |predicted / measured - 1|.
 *
 * @param rows how many predictions, at least 0
 * @param median their median; not a number if there are none
 * @param p90 their 90th percentile; not a number if there are none
 * @param bias the median of predicted / measured - 1, sign kept; not a number if there are none
 */
public record RelativeErrors(int rows, double median, double p90, double bias) {

    /**
     * @throws IllegalArgumentException if there are fewer than no rows
     */
    public RelativeErrors {
        Violations.in("relative errors").atLeast(0, "rows", rows, "").raise();
    }

    /** Summarises signed relative errors; infinite ones count. */
    static RelativeErrors of(List<Double> errors) {
        double[] absolute = errors.stream().mapToDouble(Math::abs).sorted().toArray();
        double[] signed = errors.stream().mapToDouble(error -> error).sorted().toArray();
        return new RelativeErrors(
                errors.size(), quantile(absolute, 0.5), quantile(absolute, 0.9), quantile(signed, 0.5));
    }

    /**
     * Tells whether a measurement lies in the interval these errors give its prediction, from {@code value / (1 + p90)} to
     * {@code value / (1 - p90)}.
     *
     * @param error {@code predicted / measured - 1} of it
     */
    boolean covers(double error) {
        return Math.abs(error) <= p90;
    }

    private static double quantile(double[] sorted, double q) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double rank = q * (sorted.length - 1);
        int low = (int) rank;
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] == sorted[high] ? sorted[low] : sorted[low] + (rank - low) * (sorted[high] - sorted[low]);
    }
}
