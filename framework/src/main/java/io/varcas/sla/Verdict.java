package io.varcas.sla;

import io.varcas.annotation.Severity;
import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The verdict on one objective.
 *
 * @param objective the claim
 * @param status whether it holds
 * @param value the number it was judged by, measured or predicted, in the metric's own unit; empty if there is none
 * @param n samples behind it
 * @param origin where the number comes from; empty if there is none
 * @param note why there is no number that decides, in a few words; else empty
 */
public record Verdict(
        Objective objective, Status status, OptionalDouble value, long n, Optional<Origin> origin, String note) {

    /** State of an objective. */
    public enum Status {
        /** The number is on the right side of the bound, or on it. */
        MET("met"),
        /** It is on the wrong side. */
        BROKEN("broken"),
        /** There is no number, or the sample is too small for it; this is not a pass. */
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
        Status status = objective.isMetBy(value.getAsDouble()) ? Status.MET : Status.BROKEN;
        String tooFew = !found.supports(key.statistic())
                ? "n too small"
                : found.n() < objective.minSamples() ? "n below " + objective.minSamples() : "";
        return new Verdict(
                objective,
                tooFew.isEmpty() ? status : Status.NOT_MEASURED,
                value,
                found.n(),
                Optional.of(found.origin()),
                tooFew);
    }

    /** Returns whether the run fails by it: it is not met, and that is more than a warning. */
    public boolean fails() {
        return status != Status.MET && objective.severity() == Severity.FAIL;
    }

    /** Returns the word for tables: its status, with a broken or unmeasured warning marked as one. */
    public String word() {
        return status == Status.MET || fails() ? status.label() : "warning: " + status.label();
    }

    /** Returns the number minus the bound, in the metric's own unit; empty if there is no number. */
    public OptionalDouble gap() {
        return value.isPresent() ? OptionalDouble.of(value.getAsDouble() - objective.bound()) : OptionalDouble.empty();
    }
}
