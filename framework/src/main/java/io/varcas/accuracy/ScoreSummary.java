package io.varcas.accuracy;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.math3.stat.descriptive.rank.Percentile.EstimationType;

/**
 * Statistics of the scores of complete outputs; all absent if there was none.
 *
 * @param mean arithmetic mean
 * @param sd sample standard deviation; absent for fewer than two scores
 * @param min smallest
 * @param max largest
 * @param p10 10th percentile, linear between order statistics as numpy's default (Hyndman-Fan 7)
 * @param p50 median, likewise
 * @param p90 90th percentile, likewise
 */
public record ScoreSummary(
        OptionalDouble mean,
        OptionalDouble sd,
        OptionalDouble min,
        OptionalDouble max,
        OptionalDouble p10,
        OptionalDouble p50,
        OptionalDouble p90) {

    static ScoreSummary of(double[] scores) {
        if (scores.length == 0) {
            OptionalDouble none = OptionalDouble.empty();
            return new ScoreSummary(none, none, none, none, none, none, none);
        }
        return new ScoreSummary(
                OptionalDouble.of(StatUtils.mean(scores)),
                scores.length < 2 ? OptionalDouble.empty() : OptionalDouble.of(Math.sqrt(StatUtils.variance(scores))),
                OptionalDouble.of(Arrays.stream(scores).min().orElseThrow()),
                OptionalDouble.of(Arrays.stream(scores).max().orElseThrow()),
                percentile(scores, 10),
                percentile(scores, 50),
                percentile(scores, 90));
    }

    private static OptionalDouble percentile(double[] scores, double percent) {
        Percentile estimator = new Percentile().withEstimationType(EstimationType.R_7);
        return OptionalDouble.of(estimator.evaluate(scores, percent));
    }
}
