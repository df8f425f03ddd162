package io.varcas.sla;

import io.varcas.annotation.Severity;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * The decision on an objective. A bound on a percentile is decided by how many samples exceed it ({@link Exceedance}), so that a small
 * sample decides where it can; an accuracy score by its interval; every other number by its side of the bound. Imports and old results have no samples: where their
 * percentiles do not tell the count closely enough, the side of the bound decides, if the sample supports the percentile.
 *
 * @param objective the claim
 * @param status whether it holds
 * @param value the number it was judged by, measured or predicted, in the metric's own unit; empty if there is none
 * @param n samples behind it
 * @param origin where the number comes from; empty if there is none
 * @param note why nothing decides, and what would, in a few words; else empty
 * @param exceedance samples beyond the bound; empty unless the objective bounds a measured percentile
 */
public record Verdict(
        Objective objective,
        Status status,
        OptionalDouble value,
        long n,
        Optional<Origin> origin,
        String note,
        Optional<Exceedance> exceedance) {

    /** State of an objective. */
    public enum Status {
        /** The number is on the right side of the bound, or on it; of a percentile at the confidence of the run, of a score its whole interval. */
        MET("met"),
        /** It is on the wrong side; of a percentile at the confidence of the run. */
        BROKEN("broken"),
        /** The sample shows neither; this is not a pass. */
        UNDECIDED("undecided"),
        /** There is no number; this is not a pass. */
        NOT_MEASURED("not measured");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        /** Returns the word in results and reports. */
        public String label() {
            return label;
        }
    }

    /** Creates a verdict on something else than a measured percentile. */
    public Verdict(
            Objective objective, Status status, OptionalDouble value, long n, Optional<Origin> origin, String note) {
        this(objective, status, value, n, origin, note, Optional.empty());
    }

    /** Judges an objective. */
    public static Verdict of(Objective objective, VerdictInput grounds) {
        MetricKey key = objective.subject().key();
        MetricSet numbers = grounds.of(objective.subject());
        Optional<MetricSummary> summary = numbers.find(key);
        OptionalDouble value = numbers.value(key);
        if (summary.isEmpty() || value.isEmpty()) {
            return new Verdict(
                    objective, Status.NOT_MEASURED, value, 0, Optional.empty(), grounds.whyNot(objective.subject()));
        }
        MetricSummary found = summary.get();
        Optional<Exceedance> exceedance = Exceedance.of(objective, found, grounds.confidence());
        Optional<ScoreInterval> score = ScoreInterval.of(objective, found);
        Status status = found.n() < objective.minSamples()
                ? Status.UNDECIDED
                : exceedance
                        .filter(samples -> samples.status() != Status.UNDECIDED
                                || samples.isExact()
                                || !found.supports(key.statistic()))
                        .map(Exceedance::status)
                        .or(() -> score.map(ScoreInterval::status))
                        .orElse(objective.isMetBy(value.getAsDouble()) ? Status.MET : Status.BROKEN);
        String note = status == Status.UNDECIDED ? whyOpen(objective, found, exceedance, score, numbers) : "";
        return new Verdict(objective, status, value, found.n(), Optional.of(found.origin()), note, exceedance);
    }

    /**
     * Judges an objective by the samples of several runs together.
     *
     * @param verdicts of each run, on the same objective
     * @return the verdict; empty unless there are at least two and each tells how many samples are beyond the bound
     */
    public static Optional<Verdict> pooled(List<Verdict> verdicts) {
        boolean counted = verdicts.size() > 1
                && verdicts.stream()
                        .allMatch(verdict ->
                                verdict.exceedance.filter(Exceedance::isExact).isPresent());
        if (!counted) {
            return Optional.empty();
        }
        Verdict first = verdicts.get(0);
        Exceedance all = verdicts.stream()
                .map(verdict -> verdict.exceedance.orElseThrow())
                .reduce(Exceedance::plus)
                .orElseThrow();
        Status status = all.n() < first.objective.minSamples() ? Status.UNDECIDED : all.status();
        String note = status == Status.UNDECIDED
                ? all.describe(first.objective.subject().key().metric()) + " in all runs together"
                : "";
        return Optional.of(new Verdict(
                first.objective, status, OptionalDouble.empty(), all.n(), first.origin, note, Optional.of(all)));
    }

    private static String whyOpen(
            Objective objective,
            MetricSummary found,
            Optional<Exceedance> exceedance,
            Optional<ScoreInterval> score,
            MetricSet numbers) {
        if (found.n() < objective.minSamples()) {
            return "n below " + objective.minSamples() + ": "
                    + MoreSamples.describe(objective.minSamples() - found.n(), found, numbers);
        }
        if (score.isPresent()) {
            return score.get().describe();
        }
        String beyond =
                exceedance.map(samples -> samples.describe(found.metric())).orElseThrow();
        OptionalLong needed = exceedance.get().samplesToDecide();
        return beyond
                + (needed.isPresent()
                        ? "; " + MoreSamples.describe(needed.getAsLong() - found.n(), found, numbers)
                        : "; that is too near to decide");
    }

    /** Returns whether the run fails by it: it is not met, and that is more than a warning. */
    public boolean fails() {
        return status != Status.MET && objective.severity() == Severity.FAIL;
    }

    /** Returns the word for tables: its status, with a warning that is not met marked as one. */
    public String word() {
        return status == Status.MET || fails() ? status.label() : "warning: " + status.label();
    }

    /** Returns the number minus the bound, in the metric's own unit; empty if there is no number. */
    public OptionalDouble gap() {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() - objective.bound()) : OptionalDouble.empty();
    }
}
