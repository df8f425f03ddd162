package io.varcas.stats;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Mann-Whitney's test that neither of two independent samples tends to be larger (Annals of Mathematical Statistics 18, 1947).
 *
 * @param u pairs in which the second value is larger; ties count half
 * @param pValue two-sided
 * @param exact whether the p-value comes from counting; else from the normal approximation, corrected for ties and continuity
 */
public record MannWhitney(double u, double pValue, boolean exact) {

    private static final int MOST_EXACT = 50;

    /**
     * Tests two samples: exactly if there are no ties and neither is larger than 50, as R does.
     *
     * @param a at least one value
     * @param b at least one value
     * @throws IllegalArgumentException if a sample is empty
     */
    public static MannWhitney of(double[] a, double[] b) {
        Samples.needs(1, a, "Mann-Whitney's test");
        Samples.needs(1, b, "Mann-Whitney's test");
        double u = 0;
        for (double left : a) {
            for (double right : b) {
                u += right > left ? 1 : right == left ? 0.5 : 0;
            }
        }
        double[] all =
                DoubleStream.concat(Arrays.stream(a), Arrays.stream(b)).sorted().toArray();
        double ties = tieSum(all);
        if (ties == 0 && a.length <= MOST_EXACT && b.length <= MOST_EXACT) {
            return new MannWhitney(u, exactP(a.length, b.length, u), true);
        }
        return new MannWhitney(u, normalP(a.length, b.length, u, ties), false);
    }

    /** Sum of {@code t^3 - t} over groups of t equal values. */
    private static double tieSum(double[] sorted) {
        double sum = 0;
        int from = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || sorted[i] != sorted[from]) {
                double t = i - from;
                sum += t * t * t - t;
                from = i;
            }
        }
        return sum;
    }

    private static double exactP(int a, int b, double u) {
        double[] chance = chances(a, b);
        double tail = 0;
        for (int i = 0; i <= Math.min(u, (double) a * b - u); i++) {
            tail += chance[i];
        }
        return Math.min(1, 2 * tail);
    }

    /**
     * Chance of each U, by the last value in order: with chance {@code i / (i + j)} it is one of the i, and above none of the
     * others' pairs is lost; sums of positive terms only, so that nothing cancels.
     */
    private static double[] chances(int a, int b) {
        double[][] chance = new double[b + 1][a * b + 1];
        for (int j = 0; j <= b; j++) {
            chance[j][0] = 1;
        }
        for (int i = 1; i <= a; i++) {
            for (int j = 0; j <= b; j++) {
                for (int u = i * j; u >= 0; u--) {
                    double lastIsFirst = u >= j ? i * chance[j][u - j] : 0;
                    double lastIsSecond = j > 0 ? j * chance[j - 1][u] : 0;
                    chance[j][u] = (lastIsFirst + lastIsSecond) / (i + j);
                }
            }
        }
        return chance[b];
    }

    private static double normalP(int a, int b, double u, double ties) {
        double n = a + b;
        double variance = a * (double) b / 12 * (n + 1 - ties / (n * (n - 1)));
        if (variance == 0) {
            return 1;
        }
        double distance = Math.max(0, Math.abs(u - a * (double) b / 2) - 0.5);
        return Math.min(
                1, 2 * new NormalDistribution(null, 0, 1).cumulativeProbability(-distance / Math.sqrt(variance)));
    }
}
