package io.varcas.stats;

import org.apache.commons.math3.util.CombinatoricsUtils;

/** The design of a comparison: the pairing of repeats, and thereby the permutations of a test. */
public enum Design {
    /** The i-th repeat of one side belongs to the i-th of the other: same requests, same hour. Chance swaps within pairs. */
    PAIRED {
        @Override
        double relabellings(int a, int b) {
            return Math.pow(2, a);
        }

        @Override
        double errorOf(double sd, int repeats) {
            return sd / Math.sqrt(repeats);
        }

        @Override
        int freedom(int repeats) {
            return repeats - 1;
        }
    },
    /** Nothing ties a repeat of one side to one of the other. Chance deals them out anew. */
    UNPAIRED {
        @Override
        double relabellings(int a, int b) {
            return CombinatoricsUtils.binomialCoefficientDouble(a + b, a);
        }

        @Override
        double errorOf(double sd, int repeats) {
            return sd * Math.sqrt(2.0 / repeats);
        }

        @Override
        int freedom(int repeats) {
            return 2 * repeats - 2;
        }
    };

    /** Returns the number of ways in which the labels could have fallen. */
    abstract double relabellings(int a, int b);

    /**
     * Returns the standard error of the mean difference.
     *
     * @param sd of the differences if paired, else of the repeats of one side
     */
    abstract double errorOf(double sd, int repeats);

    /** Returns the degrees of freedom of that error. */
    abstract int freedom(int repeats);

    /**
     * Returns the smallest two-sided p-value that a permutation test can reach: with five pairs 2/32, so that no difference,
     * however large, is significant at 5 %.
     *
     * @param repeats of each side, at least 1
     */
    public double smallestP(int repeats) {
        return Math.min(1, 2 / relabellings(repeats, repeats));
    }

    /**
     * Returns the fewest repeats of each side with which a permutation test can say anything.
     *
     * @param alpha level of the test, between 0 and 1
     * @throws IllegalArgumentException if it is out of range
     */
    public int fewestRepeats(double alpha) {
        Samples.probability("alpha", alpha);
        int repeats = 2;
        while (smallestP(repeats) > alpha) {
            repeats++;
        }
        return repeats;
    }
}
