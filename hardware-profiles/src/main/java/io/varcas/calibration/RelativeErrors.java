package io.varcas.calibration;

import io.varcas.roofline.Evidence;
import io.varcas.validation.Violations;
import java.util.List;

/**
 * Errors of predictions: the distribution of |predicted / measured - 1|.
 *
 * @param rows how many predictions, at least 0
 * @param median their median; not a number if there are none
 * @param p90 their 90th percentile; not a number if there are none
 * @param bias the median of predicted / measured - 1, sign kept; not a number if there are none
 */
public record RelativeErrors(int rows, double median, double p90, double bias) {

    private static final double TRANSFERRED = 1.4;
    private static final double ASSUMED = 2.2;
    private static final double UNCALIBRATED = 0.8;
    private static final double LEAST_OF_ONE = 0.5;

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
     * Summarises the errors of few points of one deployment, each left out once. Their p90 is stated wider than it came out,
     * by {@code 1 + 4/n}, and not below {@code .5 / sqrt(n)}: two points say little of others.
     */
    static RelativeErrors ofFew(List<Double> errors) {
        RelativeErrors plain = of(errors);
        int n = errors.size();
        double wide = Math.min(UNCALIBRATED, Math.max(plain.p90 * (1 + 4.0 / n), LEAST_OF_ONE / Math.sqrt(n)));
        return n == 0 ? plain : new RelativeErrors(n, plain.median, wide, plain.bias);
    }

    /** Returns these errors with their p90 so many times as wide, at most as wide as where nothing is calibrated. */
    public RelativeErrors widenedBy(double factor) {
        return new RelativeErrors(rows, median, Math.max(p90, Math.min(UNCALIBRATED, factor * p90)), bias);
    }

    /**
     * Returns whether a measurement lies in the interval these errors give its prediction, from
     * {@code value / (1 + p90)} to {@code value / (1 - p90)}.
     *
     * @param error {@code predicted / measured - 1} of it
     */
    boolean covers(double error) {
        return Math.abs(error) <= p90;
    }

    /**
     * Returns these errors as they are to be expected of a deployment whose kernels are known so well: as they are where
     * kernels were measured on the accelerator, else wider. Of public groups (2026-11) one whose kernels were measured
     * elsewhere was off by 1.3 times the p90 of all, one whose kernels were not measured by 2 times; a platform of which
     * nothing was measured gets what hardly excludes anything.
     */
    public RelativeErrors widenedFor(Evidence evidence) {
        double wider = switch (evidence) {
            case MEASURED -> p90;
            case TRANSFERRED -> Math.min(UNCALIBRATED, TRANSFERRED * p90);
            case ASSUMED -> Math.min(UNCALIBRATED, ASSUMED * p90);
            case NONE -> Math.max(UNCALIBRATED, p90);
        };
        return new RelativeErrors(rows, median, wider, bias);
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
