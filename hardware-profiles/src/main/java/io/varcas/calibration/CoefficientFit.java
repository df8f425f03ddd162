package io.varcas.calibration;

import java.util.Arrays;
import java.util.List;

/**
 * Non-negative least squares on relative error, with weights that keep wild rows from pulling harder than others, and a
 * ridge that holds what the data do not speak of where it was.
 *
 * <p>With x the coefficients as multiples of the prior and a the share of the measured time that each prior term makes,
 * {@code sum over rows of w (a x - 1)^2 + sum of ridge (x - 1)^2} is minimised over x at least 0, by cyclic coordinate
 * descent, which converges since the ridge makes it strictly convex.
 */
final class CoefficientFit {

    private static final double HUBER = 0.1;

    /** Error at which a row of many groups has half its weight; one that is off by a multiple of it hardly counts. */
    private static final double HALF_WEIGHT = 0.2;

    private static final double LEAST_SHARE = 1e-3;

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
     * Fits the rows of one deployment, by Huber's loss.
     *
     * @param rows one row a measured time: each prior term as a share of it
     * @param ridge how strongly each coefficient is held, in rows of one hundred percent error, above 0
     */
    static CoefficientFit of(List<double[]> rows, double[] ridge) {
        double huber = rows.size() < LEAST_FOR_HUBER ? Double.MAX_VALUE : HUBER;
        double[] x = reweighted(rows, ridge, (row, share) -> Math.min(1, huber / Math.abs(share - 1)));
        double sum = 0;
        for (double[] row : rows) {
            double error = Math.abs(dot(row, x) - 1);
            sum += error <= huber ? error * error : huber * (2 * error - huber);
        }
        for (int j = 0; j < x.length; j++) {
            sum += ridge[j] * (x[j] - 1) * (x[j] - 1);
        }
        return new CoefficientFit(x, sum);
    }

    /**
     * Fits the rows of many deployments, some of which may be wild throughout: a row counts the less the further it is off.
     *
     * @param rows one row a measured time: each prior term as a share of it
     * @param weights how much each row counts, above 0
     * @param ridge how strongly each coefficient is held, in rows of one hundred percent error, above 0
     */
    static CoefficientFit robust(List<double[]> rows, double[] weights, double[] ridge) {
        double[] x = reweighted(rows, ridge, (row, share) -> {
            double error = share - 1;
            double log = Math.log(Math.max(share, LEAST_SHARE));
            double relative =
                    error == 0 ? 1 : log / error; // squares of log ratios: too long is no worse than too short
            double wild = log / HALF_WEIGHT;
            return weights[row] * relative * relative / (1 + wild * wild);
        });
        return new CoefficientFit(x, 0);
    }

    private static double[] reweighted(List<double[]> rows, double[] ridge, RowWeight weight) {
        double[] x = new double[ridge.length];
        Arrays.fill(x, 1);
        for (int round = 0; round < REWEIGHTINGS; round++) {
            double[] before = x.clone();
            descend(rows, x, ridge, weight);
            if (change(before, x) < CONVERGED) {
                break;
            }
        }
        return x;
    }

    /** Returns the coefficients as multiples of their prior. */
    double[] multiples() {
        return multiples.clone();
    }

    /** Returns the value of what was minimised: Huber's loss and the ridge. */
    double objective() {
        return objective;
    }

    private static void descend(List<double[]> rows, double[] x, double[] ridge, RowWeight weights) {
        int n = x.length;
        double[][] gram = new double[n][n];
        double[] target = new double[n];
        for (int i = 0; i < rows.size(); i++) {
            double[] row = rows.get(i);
            double weight = weights.of(i, dot(row, x));
            for (int j = 0; j < n; j++) {
                target[j] += weight * row[j];
                for (int k = 0; k < n; k++) {
                    gram[j][k] += weight * row[j] * row[k];
                }
            }
        }
        for (int j = 0; j < n; j++) {
            gram[j][j] += ridge[j];
            target[j] += ridge[j];
        }
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double[] before = x.clone();
            for (int j = 0; j < n; j++) {
                x[j] = Math.max(0, x[j] + (target[j] - dot(gram[j], x)) / gram[j][j]);
            }
            if (change(before, x) < CONVERGED) {
                return;
            }
        }
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

    /** The weight of a row by its place and its predicted time as a share of the measured one. */
    private interface RowWeight {

        double of(int row, double share);
    }
}
