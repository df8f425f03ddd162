package io.varcas.accuracy;

import io.varcas.stats.ClusteredMean;
import io.varcas.stats.Interval;
import io.varcas.stats.Proportion;
import io.varcas.traffic.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Scores of some items by one scorer, with intervals.
 *
 * @param name name of the group: the scorer, the type of task, or the range of requests in flight
 * @param n items with a score
 * @param prompts different prompts among them
 * @param failures items without a score, which are in no other number
 * @param cutOff items with a score whose output was cut off at its maximum length
 * @param summary statistics of the scores
 * @param mean interval of the mean: bootstrap over prompts; absent for fewer than two prompts
 * @param whole mean of the outputs that were not cut off
 * @param passed items with a score that reached the threshold
 * @param passRate interval of the share that reached the threshold: Wilson's if each prompt has one output, else a bootstrap over
 *     prompts; absent without a score, or if several outputs belong to one prompt alone
 */
public record ScoreGroup(
        String name,
        int n,
        int prompts,
        int failures,
        int cutOff,
        ScoreSummary summary,
        Optional<Interval> mean,
        OptionalDouble whole,
        int passed,
        Optional<Interval> passRate) {

    /** Coverage of the intervals. */
    public static final double CONFIDENCE = 0.95;

    private static final int RESAMPLES = 2_000;
    private static final int FEWEST_RESAMPLES = 1_000;

    /** More draws than this of single clusters take longer than anybody waits. */
    private static final long MOST_DRAWS = 100_000_000;

    private static final Seed SEED = Seed.of(1);

    /**
     * Computes.
     *
     * @param name name of the group
     * @param scorer scorer whose scores count; empty for the first
     * @param items the items
     * @param threshold score that passes, 0 to 1
     */
    static ScoreGroup of(String name, Optional<String> scorer, List<ItemResult> items, double threshold) {
        List<ItemResult> graded =
                items.stream().filter(item -> score(item, scorer).isPresent()).toList();
        double[] scores = graded.stream()
                .mapToDouble(item -> score(item, scorer).getAsDouble())
                .toArray();
        List<String> prompts = graded.stream().map(ItemResult::cluster).toList();
        return of(
                name,
                scores,
                prompts,
                items.size() - scores.length,
                (int) graded.stream().filter(ItemResult::cutOff).count(),
                graded.stream()
                        .filter(item -> !item.cutOff())
                        .mapToDouble(item -> score(item, scorer).getAsDouble())
                        .average(),
                threshold);
    }

    /**
     * Computes from scores alone, of which none is known to be cut off.
     *
     * @param name name of the group
     * @param scores the scores, 0 to 1
     * @param prompts number of the prompt of each score; equal numbers are one prompt
     * @param failures items without a score
     * @param threshold score that passes, 0 to 1
     */
    public static ScoreGroup of(String name, double[] scores, int[] prompts, int failures, double threshold) {
        List<String> clusters = Arrays.stream(prompts).mapToObj(String::valueOf).toList();
        return of(name, scores, clusters, failures, 0, Arrays.stream(scores).average(), threshold);
    }

    private static ScoreGroup of(
            String name,
            double[] scores,
            List<String> prompts,
            int failures,
            int cutOff,
            OptionalDouble whole,
            double threshold) {
        double[] reached =
                Arrays.stream(scores).map(score -> score >= threshold ? 1 : 0).toArray();
        Optional<ClusteredMean> mean =
                scores.length == 0 ? Optional.empty() : Optional.of(ClusteredMean.of(scores, prompts));
        return new ScoreGroup(
                name,
                scores.length,
                mean.map(ClusteredMean::clusters).orElse(0),
                failures,
                cutOff,
                ScoreSummary.of(scores),
                mean.filter(known -> known.clusters() > 1)
                        .map(known -> known.interval(CONFIDENCE, resamples(known.clusters()), SEED)),
                whole,
                (int) Arrays.stream(reached).sum(),
                share(reached, prompts));
    }

    /**
     * Returns the interval of a mean share. A bootstrap of equal values has no width, although few prompts prove little: shares that are
     * all 0 or all 1 have Wilson's interval over prompts.
     *
     * @param shares each from 0 to 1
     * @param prompts prompt of each
     */
    static Optional<Interval> share(double[] shares, List<String> prompts) {
        if (shares.length == 0) {
            return Optional.empty();
        }
        ClusteredMean mean = ClusteredMean.of(shares, prompts);
        boolean single =
                mean.clusters() == shares.length && Arrays.stream(shares).allMatch(share -> share == 0 || share == 1);
        if (single || mean.mean() == 0 || mean.mean() == 1) {
            return Optional.of(
                    Proportion.wilson(Math.round(mean.mean() * mean.clusters()), mean.clusters(), CONFIDENCE));
        }
        return mean.clusters() < 2
                ? Optional.empty()
                : Optional.of(mean.interval(CONFIDENCE, resamples(mean.clusters()), SEED));
    }

    private static int resamples(int clusters) {
        return (int) Math.max(FEWEST_RESAMPLES, Math.min(RESAMPLES, MOST_DRAWS / clusters));
    }

    private static OptionalDouble score(ItemResult item, Optional<String> scorer) {
        return scorer.map(item::score).orElseGet(item::score);
    }
}
