package io.varcas.compare.match;

import io.varcas.accuracy.AccuracyMargin;
import io.varcas.compare.MetricSelection;
import io.varcas.metric.MetricKey;
import io.varcas.traffic.Seed;
import io.varcas.validation.Violations;
import java.util.List;
import java.util.Set;

/**
 * Options of a comparison.
 *
 * @param confidence of the intervals; {@code 1 - confidence} is the chance that a comparison of identical sides reports a difference in any of
 *     its metrics
 * @param power chance with which the smallest detectable change is detected
 * @param effect smallest change worth knowing, as a share: metrics whose repeats leave it possible are inconclusive
 * @param pairing whether the i-th repeat of one side belongs to the i-th of the other
 * @param metrics metrics to test; empty for {@link MetricSelection#DEFAULT} and those of the objectives
 * @param factors what is meant to differ, by the names of {@link Identity}; empty if the user did not say
 * @param split what each trial is split into before it is compared
 * @param margin loss of accuracy up to which a candidate is accepted
 * @param seed of what is sampled when relabellings are too many to list
 */
public record CompareOptions(
        double confidence,
        double power,
        double effect,
        Pairing pairing,
        List<MetricKey> metrics,
        Set<String> factors,
        Split split,
        AccuracyMargin margin,
        Seed seed) {

    /**
     * Probability that a metric which changed by the effect passes for one without a difference. It is far below that of the opposite error: a
     * worse server that is accepted costs more than a comparison that is run again.
     */
    public static final double MISSED = 0.001;

    /** 95 %, 80 %, a change of 10 %, pairs where requests are the same. */
    public static final CompareOptions DEFAULT = new CompareOptions(
            0.95, 0.8, 0.10, Pairing.BY_REQUESTS, List.of(), Set.of(), Split.NONE, AccuracyMargin.DEFAULT, Seed.of(1));

    /** Pairing of the repeats of two sides. */
    public enum Pairing {
        /** If both sides ran the same requests, others in each repeat. */
        BY_REQUESTS,
        /** In their order: the sides ran in turns. */
        IN_ORDER
    }

    /** Split of the trials of a run. */
    public enum Split {
        /** Trials stay whole. */
        NONE,
        /** Runs that asked for different models are different trials, though the model is no parameter of theirs. */
        MODEL,
        /** Each part of a mix is a trial of its own, with the metrics of its requests; its repeats are runs. */
        PART
    }

    /**
     * Copies the collections.
     *
     * @throws IllegalArgumentException if a share is out of range
     */
    public CompareOptions {
        metrics = List.copyOf(metrics);
        factors = Set.copyOf(factors);
        Violations.in("comparison")
                .within(0.5, 0.999, "confidence", confidence, "")
                .within(0.5, 0.999, "power", power, "")
                .positive("effect", effect, "(a share: 0.1 is 10 %)")
                .raise();
    }

    /** Returns the level of the tests. */
    public double alpha() {
        return 1 - confidence;
    }

    /** Returns these with other metrics. */
    public CompareOptions withMetrics(List<MetricKey> keys) {
        return new CompareOptions(confidence, power, effect, pairing, keys, factors, split, margin, seed);
    }

    /** Returns these with another pairing. */
    public CompareOptions withPairing(Pairing other) {
        return new CompareOptions(confidence, power, effect, other, metrics, factors, split, margin, seed);
    }

    /** Returns these with another confidence, between 0.5 and 0.999. */
    public CompareOptions withConfidence(double other) {
        return new CompareOptions(other, power, effect, pairing, metrics, factors, split, margin, seed);
    }

    /**
     * Returns these for one of several comparisons with the same baseline: Bonferroni's share of the error each.
     *
     * @param candidates how many there are, at least 1
     */
    public CompareOptions forCandidates(int candidates) {
        return candidates == 1 ? this : withConfidence(Math.min(0.999, 1 - alpha() / candidates));
    }

    /** Returns these with another smallest change worth knowing. */
    public CompareOptions withEffect(double share) {
        return new CompareOptions(confidence, power, share, pairing, metrics, factors, split, margin, seed);
    }

    /** Returns these with other factors. */
    public CompareOptions withFactors(Set<String> names) {
        return new CompareOptions(confidence, power, effect, pairing, metrics, names, split, margin, seed);
    }

    /** Returns these with trials split otherwise. */
    public CompareOptions withSplit(Split other) {
        return new CompareOptions(confidence, power, effect, pairing, metrics, factors, other, margin, seed);
    }

    /** Returns these with another margin of accuracy. */
    public CompareOptions withMargin(AccuracyMargin other) {
        return new CompareOptions(confidence, power, effect, pairing, metrics, factors, split, other, seed);
    }
}
