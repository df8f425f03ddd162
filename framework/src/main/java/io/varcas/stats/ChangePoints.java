package io.varcas.stats;

import io.varcas.traffic.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Changes of the level of a series. The largest standardised difference of means over all places to cut is tested by permutations of the
 * series, so that nothing is assumed of its distribution; a series that is cut is tested again on both sides (binary segmentation: Vostrikova,
 * Soviet Mathematics Doklady 24, 1981; with permutations: Matteson and James, JASA 109, 2014). A series without a change, of values that do
 * not depend on each other, has one with a probability of {@code alpha}. A level has at least two values.
 */
public final class ChangePoints {

    /** Fewest values of a level: a single one is an outlier as likely as a change. */
    public static final int FEWEST_OF_LEVEL = 2;

    private static final int PERMUTATIONS = 1_999;

    /** Statistics closer than this share are the same but for rounding. */
    private static final double ROUNDING = 1e-9;

    private final double[] values;
    private final double alpha;
    private final RandomGenerator random;
    private final List<Change> changes = new ArrayList<>();

    /**
     * A change.
     *
     * @param index first value of the new level, from 0
     * @param pValue probability of as large a difference in a series without a change
     */
    public record Change(int index, double pValue) {}

    private record Cut(int index, double statistic) {}

    private ChangePoints(double[] values, double alpha, Seed seed) {
        this.values = values;
        this.alpha = alpha;
        this.random = seed.generator();
    }

    /**
     * Finds the changes of a series.
     *
     * @param values the series in its order; infinite values make it one of ranks
     * @param alpha probability of a change found in a series without one, between 0 and 1
     * @param seed of the permutations
     * @return the changes in their order
     * @throws IllegalArgumentException if the probability is out of range
     */
    public static List<Change> of(double[] values, double alpha, Seed seed) {
        Samples.probability("alpha", alpha);
        boolean finite = Arrays.stream(values).allMatch(Double::isFinite);
        ChangePoints points = new ChangePoints(finite ? values.clone() : ranks(values), alpha, seed);
        points.split(0, values.length);
        points.changes.sort(Comparator.comparingInt(Change::index));
        return List.copyOf(points.changes);
    }

    private void split(int from, int to) {
        if (to - from < 2 * FEWEST_OF_LEVEL) {
            return;
        }
        double[] part = Arrays.copyOfRange(values, from, to);
        Cut cut = largest(part);
        int asLarge = 1;
        for (int i = 0; i < PERMUTATIONS; i++) {
            shuffle(part);
            asLarge += largest(part).statistic() >= cut.statistic() * (1 - ROUNDING) ? 1 : 0;
        }
        double pValue = asLarge / (PERMUTATIONS + 1.0);
        if (cut.statistic() > 0 && pValue <= alpha) {
            changes.add(new Change(from + cut.index(), pValue));
            split(from, from + cut.index());
            split(from + cut.index(), to);
        }
    }

    /** Returns the cut with the largest {@code sqrt(k (n - k) / n) |mean after - mean before|}. */
    private static Cut largest(double[] part) {
        int n = part.length;
        double mean = Arrays.stream(part).sum() / n;
        double before = 0;
        Cut largest = new Cut(0, 0);
        for (int k = 1; k <= n - FEWEST_OF_LEVEL; k++) {
            before += part[k - 1] - mean;
            double statistic = Math.abs(before) * Math.sqrt(n / ((double) k * (n - k)));
            if (k >= FEWEST_OF_LEVEL && statistic > largest.statistic()) {
                largest = new Cut(k, statistic);
            }
        }
        return largest;
    }

    private void shuffle(double[] part) {
        for (int i = part.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double value = part[i];
            part[i] = part[other];
            part[other] = value;
        }
    }

    private static double[] ranks(double[] values) {
        return Arrays.stream(values)
                .map(value -> Arrays.stream(values)
                        .map(other -> other < value ? 1 : other == value ? 0.5 : 0)
                        .sum())
                .toArray();
    }
}
