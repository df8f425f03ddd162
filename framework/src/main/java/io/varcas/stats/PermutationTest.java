package io.varcas.stats;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Permutation test of two sides by their means, and the intervals that belong to it: what the test at level {@code 1 -
 * confidence} does not refuse. Exact for any distribution of the repeats if the relabellings are; nothing is assumed normal.
 * Test and interval always agree: the interval leaves out "no change" exactly if the p-value is at most {@code 1 - confidence}.
 *
 * <p>A relabelling moves some repeats S of the first side to the second and as many T back. It favours the second side at least
 * as much as what happened exactly if {@code mean(T) - mean(S) <= shift}; so the ends of the interval are order statistics of
 * those differences, and for a ratio those of {@code mean(T) / mean(S)} (Hartigan, JASA 64, 1969, on typical values; Bauer,
 * JASA 67, 1972, for two samples).
 */
public final class PermutationTest {

    /** Differences smaller than this share of the values are rounding, and count as ties. */
    private static final double ROUNDING = 1e-12;

    private final Relabellings relabellings;

    /**
     * Creates a test.
     *
     * @param relabellings ways in which the labels could have fallen
     */
    public PermutationTest(Relabellings relabellings) {
        this.relabellings = relabellings;
    }

    /**
     * Returns the two-sided p-value that the sides are alike: twice the smaller tail, at most 1.
     *
     * @param first repeats of the first side
     * @param second repeats of the second
     * @throws IllegalArgumentException if they are not as many as the relabellings are for
     */
    public double pValue(double[] first, double[] second) {
        double[] shifts = moves(first, second, (moved, back, n) -> (back - moved) / n);
        double tie = ROUNDING * Math.max(largest(first), largest(second));
        long below = Arrays.stream(shifts).filter(shift -> shift <= tie).count();
        long above = Arrays.stream(shifts).filter(shift -> shift >= -tie).count();
        int unmoved = relabellings.count() - shifts.length;
        return Math.min(1, 2.0 * (unmoved + Math.min(below, above)) / relabellings.count());
    }

    /**
     * Returns the interval of {@code mean(second) - mean(first)}; unbounded if these repeats cannot reach the confidence.
     *
     * @param first repeats of the first side
     * @param second repeats of the second
     * @param confidence between 0 and 1
     * @throws IllegalArgumentException if they are not as many as the relabellings are for, or the confidence is out of range
     */
    public Interval difference(double[] first, double[] second, double confidence) {
        return between(
                moves(first, second, (moved, back, n) -> (back - moved) / n), confidence, Double.NEGATIVE_INFINITY);
    }

    /**
     * Returns the interval of {@code mean(second) / mean(first)}; from 0 to infinity if these repeats cannot reach the confidence.
     *
     * @param first repeats of the first side, all above 0
     * @param second repeats of the second, none below 0
     * @param confidence between 0 and 1
     * @throws IllegalArgumentException if they are not as many as the relabellings are for, or have no ratio, or the confidence
     *     is out of range
     */
    public Interval ratio(double[] first, double[] second, double confidence) {
        if (Arrays.stream(first).anyMatch(value -> !(value > 0))
                || Arrays.stream(second).anyMatch(value -> !(value >= 0))) {
            throw new IllegalArgumentException(
                    "a ratio needs values above 0 in the first sample and none below 0 in the second");
        }
        return between(moves(first, second, (moved, back, n) -> back / moved), confidence, 0);
    }

    private Interval between(double[] sorted, double confidence, double least) {
        Samples.confidence(confidence);
        int unmoved = relabellings.count() - sorted.length;
        int rank = (int) Math.floor((1 - confidence) / 2 * relabellings.count() + ROUNDING) - unmoved + 1;
        return rank < 1
                ? new Interval(least, Double.POSITIVE_INFINITY, confidence)
                : new Interval(sorted[rank - 1], sorted[sorted.length - rank], confidence);
    }

    /** Returns, sorted, one value for each relabelling that moves anything. */
    private double[] moves(double[] first, double[] second, Move move) {
        relabellings.check(first, second);
        int a = relabellings.a();
        int b = relabellings.b();
        double[] values = new double[relabellings.count()];
        int size = 0;
        for (BitSet labelled : relabellings.others()) {
            int n = 0;
            double moved = 0;
            for (int unit = labelled.nextSetBit(0); unit >= 0 && unit < a; unit = labelled.nextSetBit(unit + 1)) {
                moved += first[unit];
                n++;
            }
            double back = 0;
            for (int unit = labelled.nextClearBit(a); unit < a + b; unit = labelled.nextClearBit(unit + 1)) {
                back += second[unit - a];
            }
            if (n > 0) {
                values[size++] = move.value(moved, back, n);
            }
        }
        double[] sorted = Arrays.copyOf(values, size);
        Arrays.sort(sorted);
        return sorted;
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    /**
     * The effect of a relabelling on the shift or ratio, from the sums of the n repeats that it moves in each
     * direction.
     */
    private interface Move {
        double value(double moved, double back, int n);
    }
}
