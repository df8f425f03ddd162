package io.varcas.stats;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Tests many metrics of the same repeats at once, so that the chance of even one false alarm stays at the level: the step-down
 * maxT procedure (Westfall and Young, Resampling-Based Multiple Testing, 1993, algorithm 4.1). All metrics are relabelled
 * together, so that their correlation is used: ten metrics that say the same cost no more than one, and six pairs suffice for
 * any number of metrics, where Holm would ask for more repeats with every metric.
 */
public final class MaxT {

    private static final double ROUNDING = 1e-9;

    private final Relabellings relabellings;

    /**
     * Creates a test.
     *
     * @param relabellings ways in which the labels could have fallen
     */
    public MaxT(Relabellings relabellings) {
        this.relabellings = relabellings;
    }

    /**
     * Returns the adjusted two-sided p-value of each metric.
     *
     * @param design how the sides belong together
     * @param first for each metric, the repeats of the first side
     * @param second for each metric, those of the second
     * @throws IllegalArgumentException if there is not a second for each first, or the repeats are not as many as the
     *     relabellings are for
     */
    public double[] adjusted(Design design, List<double[]> first, List<double[]> second) {
        if (first.size() != second.size()) {
            throw new IllegalArgumentException(
                    first.size() + " metrics on one side, " + second.size() + " on the other");
        }
        int metrics = first.size();
        double[][] shares = new double[metrics][];
        for (int metric = 0; metric < metrics; metric++) {
            relabellings.check(first.get(metric), second.get(metric));
            shares[metric] = design == Design.PAIRED
                    ? pairedShares(first.get(metric), second.get(metric))
                    : unpairedShares(first.get(metric), second.get(metric));
        }
        return stepDown(shares);
    }

    private double[] stepDown(double[][] shares) {
        int[] weakestFirst = IntStream.range(0, shares.length)
                .boxed()
                .sorted(Comparator.comparingDouble(metric -> shares[metric][0]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] adjusted = new double[shares.length];
        double[] strongest = new double[relabellings.count()];
        for (int metric : weakestFirst) {
            int reached = 0;
            for (int i = 0; i < strongest.length; i++) {
                strongest[i] = Math.max(strongest[i], shares[metric][i]);
                reached += strongest[i] >= shares[metric][0] - ROUNDING ? 1 : 0;
            }
            adjusted[metric] = (double) reached / strongest.length;
        }
        double least = 0;
        for (int i = weakestFirst.length - 1; i >= 0; i--) {
            least = Math.max(least, adjusted[weakestFirst[i]]);
            adjusted[weakestFirst[i]] = least;
        }
        return adjusted;
    }

    /**
     * Share of the squared differences that their mean explains, {@code n mean^2 / sum(d^2)}, for what happened and each
     * relabelling. It grows with the paired |t| and with nothing else, and is never infinite.
     */
    private double[] pairedShares(double[] first, double[] second) {
        double[] differences = Samples.differences(first, second, "a paired comparison");
        int n = differences.length;
        double total = 0;
        double squares = 0;
        for (double difference : differences) {
            total += difference;
            squares += difference * difference;
        }
        double[] shares = new double[relabellings.count()];
        shares[0] = share(total * total, n * squares);
        int next = 1;
        for (BitSet labelled : relabellings.others()) {
            double sum = total;
            for (int unit = labelled.nextSetBit(0); unit >= 0 && unit < n; unit = labelled.nextSetBit(unit + 1)) {
                sum -= 2 * differences[unit];
            }
            shares[next++] = share(sum * sum, n * squares);
        }
        return shares;
    }

    /** Share of all variation that lies between the sides (analysis of variance); it grows with the pooled |t|. */
    private double[] unpairedShares(double[] first, double[] second) {
        int a = first.length;
        int b = second.length;
        double[] all = new double[a + b];
        System.arraycopy(first, 0, all, 0, a);
        System.arraycopy(second, 0, all, a, b);
        Moments moments = Moments.of(all);
        double scale = moments.squares() * a * b / (a + b);
        double[] shares = new double[relabellings.count()];
        shares[0] = share(square(Moments.of(second).mean() - moments.mean()) * b * b, scale);
        int next = 1;
        for (BitSet labelled : relabellings.others()) {
            double sum = 0;
            for (int unit = labelled.nextSetBit(0); unit >= 0; unit = labelled.nextSetBit(unit + 1)) {
                sum += all[unit] - moments.mean();
            }
            shares[next++] = share(sum * sum, scale);
        }
        return shares;
    }

    private static double share(double explained, double all) {
        return all == 0 ? 0 : explained / all;
    }

    private static double square(double value) {
        return value * value;
    }
}
