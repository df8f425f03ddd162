package io.varcas.calibration;

import java.util.Arrays;
import java.util.List;

/**
 * Non-negative least squares on relative error, with Huber weights so that a wild row pulls no harder than one off by ten
 * percent, and a ridge that holds what the data do not speak of where it was.
 *
 * <p>With x the coefficients as multiples of the prior and a the share of the measured time that each prior term makes,
 * {@code sum over rows of w (a x - 1)^2 + ridge * sum of (x - 1)^2} is minimised over x at least 0, by cyclic coordinate
 * descent, which converges since the ridge makes it strictly convex; instead of 0, a coefficient may be given a higher least value.
 */
final class CoefficientFit {

    private static final double HUBER = 0.1;

    /** With fewer rows none can be called wild, and each counts in full. */
    private static final int LEAST_FOR_HUBER = 10;

    private static final int REWEIGHTINGS = 50;
    private static final int SWEEPS = 500;
    private static final double CONVERGED = 1e-10;

    private final double[] multiples;
    private final double objective;

    private CoefficientFit(double[] multiples, double objective) {
        this.multiples = multiples;
        this.objective = objective;
    }

    /**
     * Fits.
     *
     * @param rows one row a measured time: each prior term as a share of it
     * @param least the least multiple of each term's prior, at least 0
     * @param ridge how strongly coefficients are held, in rows of one hundred percent error, above 0
     */
    static CoefficientFit of(List<double[]> rows, double[] least, double ridge) {
        double[] x = new double[least.length];
        Arrays.fill(x, 1);
        for (int round = 0; round < REWEIGHTINGS; round++) {
            double[] before = x.clone();
            descend(rows, x, least, ridge);
            if (change(before, x) < CONVERGED) {
                break;
            }
        }
        return new CoefficientFit(x, objective(rows, x, ridge));
    }

    /** Returns the coefficients as multiples of their prior. */
    double[] multiples() {
        return multiples.clone();
    }

    /** Returns the value of what was minimised: Huber's loss and the ridge. */
    double objective() {
        return objective;
    }

    private static void descend(List<double[]> rows, double[] x, double[] least, double ridge) {
        int n = x.length;
        double[][] gram = new double[n][n];
        double[] target = new double[n];
        for (double[] row : rows) {
            double weight = Math.min(1, huber(rows) / Math.abs(dot(row, x) - 1));
            for (int j = 0; j < n; j++) {
                target[j] += weight * row[j];
                for (int k = 0; k < n; k++) {
                    gram[j][k] += weight * row[j] * row[k];
                }
            }
        }
        for (int j = 0; j < n; j++) {
            gram[j][j] += ridge;
            target[j] += ridge;
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double[] before = x.clone();
            for (int j = 0; j < n; j++) {
                x[j] = Math.max(least[j], x[j] + (target[j] - dot(gram[j], x)) / gram[j][j]);
            }
            if (change(before, x) < CONVERGED) {
                return;
            }
        }
    }

    private static double objective(List<double[]> rows, double[] x, double ridge) {
        double sum = 0;
        for (double[] row : rows) {
            double error = Math.abs(dot(row, x) - 1);
            double huber = huber(rows);
            sum += error <= huber ? error * error : huber * (2 * error - huber);
        }
        for (double multiple : x) {
            sum += ridge * (multiple - 1) * (multiple - 1);
        }
        return sum;
    }

    private static double huber(List<double[]> rows) {
        return rows.size() < LEAST_FOR_HUBER ? Double.MAX_VALUE : HUBER;
    }

    private static double change(double[] a, double[] b) {
        double most = 0;
        for (int i = 0; i < a.length; i++) {
            most = Math.max(most, Math.abs(a[i] - b[i]));
        }
        return most;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
