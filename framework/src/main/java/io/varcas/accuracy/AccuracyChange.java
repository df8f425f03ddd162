package io.varcas.accuracy;

import io.varcas.stats.ClusteredMean;
import io.varcas.stats.Interval;
import io.varcas.stats.McNemar;
import io.varcas.traffic.Seed;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The change of the scores of some items between a baseline and a candidate, paired by prompt.
 *
 * @param name name of the group: {@code all}, or the type of task
 * @param pairs items with a score on both sides
 * @param prompts different prompts among them
 * @param baseline mean score of the baseline, 0 to 1
 * @param candidate mean score of the candidate, 0 to 1
 * @param interval interval of the change, candidate minus baseline, by a paired bootstrap over prompts at 95 %; absent for fewer than two
 *     prompts
 * @param lost items that passed the threshold before and do not now
 * @param gained items that did not pass before and do now
 * @param worseP exact one-sided p-value of McNemar's test that more were lost than gained by chance
 * @param margin accepted loss, in points
 * @param verdict whether the loss is below the margin
 * @param detectable smallest loss, in points, that this sample finds with 80 % power at a one-sided level of 2.5 %
 */
public record AccuracyChange(
        String name,
        int pairs,
        int prompts,
        double baseline,
        double candidate,
        Optional<Interval> interval,
        int lost,
        int gained,
        double worseP,
        double margin,
        NonInferiority verdict,
        double detectable) {

    private static final double CONFIDENCE = 0.95;
    private static final double POWER = 0.80;
    private static final int RESAMPLES = 10_000;

    /** More draws than this of single clusters take longer than anybody waits. */
    private static final long MOST_DRAWS = 100_000_000;

    private static final int FEWEST_RESAMPLES = 1_000;

    /** With no event in n trials, fewer than 3 of n are expected at 95 % (Hanley and Lippman-Hand, JAMA 249, 1983). */
    private static final double RULE_OF_THREE = 3;

    private static final Seed SEED = Seed.of(1);

    /** Returns the change in points: candidate minus baseline. */
    public double absolute() {
        return candidate - baseline;
    }

    /** Returns the change as a share of the baseline; 0 if both are 0, infinite if only the baseline is. */
    public double relative() {
        return absolute() == 0 ? 0 : absolute() / baseline;
    }

    /** Returns the class of the change. */
    public DegradationClass degradation() {
        return DegradationClass.of(baseline, candidate);
    }

    /** Returns the share of items whose grade changed in either direction. */
    public double flipRate() {
        return (double) (lost + gained) / pairs;
    }

    /**
     * Computes.
     *
     * @param name name of the group
     * @param pairs at least one
     * @param threshold score that passes, 0 to 1
     * @param margin accepted loss
     */
    static AccuracyChange of(String name, List<ItemPair> pairs, double threshold, AccuracyMargin margin) {
        double[] differences = pairs.stream().mapToDouble(ItemPair::difference).toArray();
        ClusteredMean change = ClusteredMean.of(
                differences, pairs.stream().map(ItemPair::prompt).toList());
        double before = pairs.stream().mapToDouble(ItemPair::before).average().orElseThrow();
        double now = pairs.stream().mapToDouble(ItemPair::now).average().orElseThrow();
        int lost = (int) pairs.stream()
                .filter(pair -> pair.before() >= threshold && pair.now() < threshold)
                .count();
        int gained = (int) pairs.stream()
                .filter(pair -> pair.before() < threshold && pair.now() >= threshold)
                .count();
        Optional<Interval> interval = change.clusters() < 2
                ? Optional.empty()
                : Optional.of(change.interval(CONFIDENCE, resamples(change.clusters()), SEED));
        double points = margin.points(before);
        return new AccuracyChange(
                name,
                pairs.size(),
                change.clusters(),
                before,
                now,
                interval,
                lost,
                gained,
                new McNemar(lost, gained).worseP(),
                points,
                interval.map(known -> NonInferiority.of(known, points)).orElse(NonInferiority.INCONCLUSIVE),
                detectable(change));
    }

    private static int resamples(int clusters) {
        return (int) Math.max(FEWEST_RESAMPLES, Math.min(RESAMPLES, MOST_DRAWS / clusters));
    }

    /** Without any difference, the error is that of as many flips as may have been missed. */
    private static double detectable(ClusteredMean change) {
        if (change.clusters() < 2) {
            return 1;
        }
        NormalDistribution normal = new NormalDistribution(null, 0, 1);
        double factor =
                normal.inverseCumulativeProbability((1 + CONFIDENCE) / 2) + normal.inverseCumulativeProbability(POWER);
        double unseen = Math.sqrt(RULE_OF_THREE) / change.clusters();
        double error = change.standardError();
        return Math.min(1, factor * (error > 0 ? error : unseen));
    }
}
