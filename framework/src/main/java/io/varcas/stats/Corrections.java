package io.varcas.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Corrections of p-values for the number of tests made. */
public final class Corrections {

    private Corrections() {}

    /**
     * Returns Holm's step-down adjusted p-values: the chance of one false alarm or more stays at the level, whatever ties the tests
     * (Holm, Scandinavian Journal of Statistics 6, 1979).
     *
     * @param pValues from 0 to 1, in any order
     */
    public static double[] holm(double[] pValues) {
        int[] order = ascending(pValues);
        double[] adjusted = new double[pValues.length];
        double least = 0;
        for (int rank = 0; rank < order.length; rank++) {
            least = Math.max(least, Math.min(1, pValues[order[rank]] * (order.length - rank)));
            adjusted[order[rank]] = least;
        }
        return adjusted;
    }

    /**
     * Returns Benjamini's and Hochberg's adjusted p-values: the expected share of false alarms among the alarms stays at the
     * level, for tests that are independent or positively tied (Journal of the Royal Statistical Society B 57, 1995).
     *
     * @param pValues from 0 to 1, in any order
     */
    public static double[] benjaminiHochberg(double[] pValues) {
        int[] order = ascending(pValues);
        double[] adjusted = new double[pValues.length];
        double most = 1;
        for (int rank = order.length - 1; rank >= 0; rank--) {
            most = Math.min(most, pValues[order[rank]] * order.length / (rank + 1));
            adjusted[order[rank]] = most;
        }
        return adjusted;
    }

    private static int[] ascending(double[] pValues) {
        return IntStream.range(0, pValues.length)
                .boxed()
                .sorted(Comparator.comparingDouble(test -> pValues[test]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
