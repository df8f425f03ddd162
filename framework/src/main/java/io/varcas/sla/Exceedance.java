package io.varcas.sla;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.stats.ExceedanceTest;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Samples on the wrong side of a bound on a percentile, against how many may be: {@code ttft.p95 <= 500} allows 5 % of the requests to
 * exceed 500 ms. Failed requests exceed every upper bound.
 *
 * @param least samples beyond the bound, at least; as many as {@code most} where the samples were kept
 * @param most samples beyond the bound, at most
 * @param n samples
 * @param allowed share of all samples that may be beyond the bound
 * @param confidence confidence of the decision
 */
public record Exceedance(long least, long most, long n, double allowed, double confidence) {

    private static final double PERCENT = 100;

    /** Counts the samples beyond the bound of an objective; empty if it bounds no percentile, or one that was predicted. */
    static Optional<Exceedance> of(Objective objective, MetricSummary found, double confidence) {
        MetricKey key = objective.subject().key();
        if (key.statistic().quantile().isEmpty() || found.n() == 0 || found.origin() == Origin.PREDICTED) {
            return Optional.empty();
        }
        double quantile = key.statistic().quantile().getAsDouble();
        boolean atMost = objective.direction() == Objective.Direction.AT_MOST;
        MetricSummary.CountRange beyond = atMost ? found.above(objective.bound()) : found.below(objective.bound());
        return Optional.of(
                new Exceedance(beyond.least(), beyond.most(), found.n(), atMost ? 1 - quantile : quantile, confidence));
    }

    /** Returns the status that the exact binomial test gives the objective. */
    Verdict.Status status() {
        if (ExceedanceTest.test(most, n, allowed, confidence) == ExceedanceTest.Outcome.WITHIN) {
            return Verdict.Status.MET;
        }
        return ExceedanceTest.test(least, n, allowed, confidence) == ExceedanceTest.Outcome.BEYOND
                ? Verdict.Status.BROKEN
                : Verdict.Status.UNDECIDED;
    }

    /** Returns the samples beyond the bound, in words: {@code 3 of 64 requests are beyond the bound, 5 % may be}. */
    public String describe(Metric metric) {
        String count = least == most ? String.valueOf(least) : least + " to " + most;
        return count + " of " + n + " " + word(metric) + " are beyond the bound, "
                + Math.rint(allowed * PERCENT * 10) / 10 + " % may be";
    }

    /**
     * Returns how large a sample decides the objective if the share beyond the bound stays what it is; empty if that is as large as it may
     * be. Where the share is not known, this is the fewest that can decide at all.
     */
    OptionalLong samplesToDecide() {
        return isExact()
                ? ExceedanceTest.samplesToDecide(least, n, allowed, confidence)
                : OptionalLong.of(Math.max(n + 1, ExceedanceTest.fewestSamples(allowed, confidence)));
    }

    /** Returns the counts of two runs together. */
    Exceedance plus(Exceedance other) {
        return new Exceedance(least + other.least, most + other.most, n + other.n, allowed, confidence);
    }

    /** Returns whether the count is known, as it is where the samples were kept. */
    boolean isExact() {
        return least == most;
    }

    /** Returns the word for samples of a metric, in the plural. */
    static String word(Metric metric) {
        return metric.shape() == Metric.Shape.POOLED ? "samples" : "requests";
    }
}
