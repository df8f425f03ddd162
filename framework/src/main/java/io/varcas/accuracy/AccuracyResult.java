package io.varcas.accuracy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The result of an accuracy pass. Outputs that never came are kept apart from wrong ones: they have no score, are in
 * no statistic, and keep the verdict open as far as they could change it.
 *
 * @param dataset name of the dataset
 * @param scorer name of the scorer
 * @param threshold least mean score that passes, 0 to 1
 * @param notMeasured why nothing was asked, in a few words; empty if the dataset was
 * @param items every item of the dataset, in its order; none if nothing was asked
 */
public record AccuracyResult(
        String dataset, String scorer, double threshold, Optional<String> notMeasured, List<ItemResult> items) {

    /**
     * Copies the items.
     *
     * @throws IllegalArgumentException if there are none without a reason or some with one, or the threshold is not from 0 to 1
     */
    public AccuracyResult {
        items = List.copyOf(items);
        if (items.isEmpty() != notMeasured.isPresent()) {
            throw new IllegalArgumentException(
                    dataset + ": an accuracy result needs at least one item, or else a reason why there is none");
        }
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("accuracy threshold " + threshold + " must be from 0 to 1");
        }
    }

    /**
     * Returns the number of items with a complete output: the sample size of {@link #summary()} and
     * {@link #passRate()}.
     */
    public int n() {
        return scores().length;
    }

    /** Returns the number of items without a complete output. */
    public int failures() {
        return items.size() - n();
    }

    /** Returns the statistics of the scores. */
    public ScoreSummary summary() {
        return ScoreSummary.of(scores());
    }

    /**
     * Returns the share, of the complete outputs, of those whose own score reaches the threshold; absent if there are
     * none.
     */
    public OptionalDouble passRate() {
        double[] scores = scores();
        return scores.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(share(scores));
    }

    /** Returns the decision on the scores. */
    public AccuracyVerdict verdict() {
        if (notMeasured.isPresent()) {
            return AccuracyVerdict.NOT_MEASURED;
        }
        double sum = 0;
        for (double score : scores()) {
            sum += score;
        }
        if (sum / items.size() >= threshold) {
            return AccuracyVerdict.PASSED;
        }
        return (sum + failures()) / items.size() < threshold ? AccuracyVerdict.FAILED : AccuracyVerdict.UNDECIDED;
    }

    /** Returns whether the verdict is {@link AccuracyVerdict#PASSED}. */
    public boolean passed() {
        return verdict() == AccuracyVerdict.PASSED;
    }

    /** Returns whether the outputs are wrong, or too few came to show that they are right. */
    public boolean fails() {
        return verdict() == AccuracyVerdict.FAILED || verdict() == AccuracyVerdict.UNDECIDED;
    }

    private double share(double[] scores) {
        int reached = 0;
        for (double score : scores) {
            reached += score >= threshold ? 1 : 0;
        }
        return (double) reached / scores.length;
    }

    private double[] scores() {
        return items.stream()
                .filter(item -> item.score().isPresent())
                .mapToDouble(item -> item.score().getAsDouble())
                .toArray();
    }
}
