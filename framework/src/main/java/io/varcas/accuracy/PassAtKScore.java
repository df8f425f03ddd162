package io.varcas.accuracy;

import io.varcas.stats.ClusteredMean;
import io.varcas.stats.Interval;
import io.varcas.stats.PassAtK;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The mean over prompts of the estimated probability that at least one of k outputs reaches the threshold.
 *
 * @param k outputs, at least 1
 * @param value 0 to 1
 * @param interval interval of the value by prompt, as of {@link ScoreGroup#passRate()}
 * @param prompts prompts with at least k graded outputs, at least 1
 * @param excluded prompts with fewer graded outputs, which are not in the mean
 */
public record PassAtKScore(int k, double value, Optional<Interval> interval, int prompts, int excluded) {

    /** The k of published results (Chen et al. 2021: 1, 10 and 100; MBPP and others add 5). */
    private static final List<Integer> USUAL = List.of(1, 5, 10, 100);

    /**
     * Computes the scores for 1, 5, 10 and 100 outputs as far as there are so many, and for all of them.
     *
     * @param outputs results of each item, as many for each
     * @param threshold score that passes, 0 to 1
     * @param samples outputs of each item, at least 1
     */
    static List<PassAtKScore> of(List<List<ItemResult>> outputs, double threshold, int samples) {
        List<PassAtKScore> scores = new ArrayList<>();
        IntStream.concat(USUAL.stream().mapToInt(Integer::intValue), IntStream.of(samples))
                .filter(k -> k <= samples)
                .sorted()
                .distinct()
                .forEach(k -> at(outputs, threshold, k).ifPresent(scores::add));
        return scores;
    }

    private static Optional<PassAtKScore> at(List<List<ItemResult>> outputs, double threshold, int k) {
        List<String> prompts = new ArrayList<>();
        List<Double> estimates = new ArrayList<>();
        for (List<ItemResult> item : outputs) {
            List<ItemResult> graded =
                    item.stream().filter(output -> output.score().isPresent()).toList();
            if (graded.size() >= k) {
                int correct = (int) graded.stream()
                        .filter(output -> output.score().getAsDouble() >= threshold)
                        .count();
                prompts.add(graded.get(0).cluster());
                estimates.add(PassAtK.estimate(graded.size(), correct, k));
            }
        }
        if (estimates.isEmpty()) {
            return Optional.empty();
        }
        double[] values = estimates.stream().mapToDouble(Double::doubleValue).toArray();
        return Optional.of(new PassAtKScore(
                k,
                ClusteredMean.of(values, prompts).mean(),
                ScoreGroup.share(values, prompts),
                estimates.size(),
                outputs.size() - estimates.size()));
    }
}
