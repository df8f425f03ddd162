package io.varcas.stats;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Mann's and Kendall's test whether values drift in the order in which they were measured, and Theil's and Sen's slope (Mann,
 * Econometrica 13, 1945; Sen, JASA 63, 1968). A machine that warms up, or a neighbour that comes, shows here.
 *
 * @param tau agreement of order and value, from -1 (always falls) to 1 (always rises)
 * @param pValue two-sided: exact up to 50 values without ties, else normal with corrections for ties and continuity
 * @param slope median change from one value to the next
 */
public record Trend(double tau, double pValue, double slope) {

    private static final int MOST_EXACT = 50;

    /**
     * Tests values.
     *
     * @param values at least three, in the order of time
     * @throws IllegalArgumentException if there are fewer
     */
    public static Trend of(double[] values) {
        Samples.needs(3, values, "a trend");
        int n = values.length;
        int pairs = n * (n - 1) / 2;
        double[] slopes = new double[pairs];
        int rises = 0;
        int ties = 0;
        int next = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                rises += values[j] > values[i] ? 1 : values[j] < values[i] ? -1 : 0;
                ties += values[i] == values[j] ? 1 : 0;
                slopes[next++] = (values[j] - values[i]) / (j - i);
            }
        }
        Arrays.sort(slopes);
        double pValue = ties == 0 && n <= MOST_EXACT ? exactP(n, rises) : normalP(values, rises);
        return new Trend((double) rises / pairs, pValue, PercentileRule.LINEAR.of(slopes, 0.5));
    }

    /** Counts the orders of n values by inversions (Mahonian numbers), as shares of n!. */
    private static double exactP(int n, int rises) {
        int pairs = n * (n - 1) / 2;
        double[] chance = new double[pairs + 1];
        chance[0] = 1;
        for (int size = 2; size <= n; size++) {
            double[] grown = new double[pairs + 1];
            for (int inversions = 0; inversions <= pairs; inversions++) {
                for (int more = 0; more < size && more <= inversions; more++) {
                    grown[inversions] += chance[inversions - more] / size;
                }
            }
            chance = grown;
        }
        double tail = 0;
        for (int inversions = 0; inversions <= (pairs - Math.abs(rises)) / 2; inversions++) {
            tail += chance[inversions];
        }
        return Math.min(1, 2 * tail);
    }

    private static double normalP(double[] values, int rises) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double variance = weight(values.length);
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[from]) {
                variance -= weight(i - from);
                from = i;
            }
        }
        if (variance == 0) {
            return 1;
        }
        double distance = Math.max(0, Math.abs(rises) - 1);
        return Math.min(
                1, 2 * new NormalDistribution(null, 0, 1).cumulativeProbability(-distance / Math.sqrt(variance)));
    }

    private static double weight(double t) {
        return t * (t - 1) * (2 * t + 5) / 18;
    }
}
