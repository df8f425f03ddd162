package io.varcas.sla;

import io.varcas.annotation.Severity;
import io.varcas.metric.MetricSet;
import io.varcas.metric.MetricSummary;
import io.varcas.metric.Origin;
import io.varcas.metric.Statistic;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What became of an objective.
 *
 * @param objective the claim
 * @param status whether it holds
 * @param measured the number, in the metric's own unit; empty if it was not measured
 * @param n samples behind it
 * @param origin where the number comes from; empty if there is none
 * @param note why it was not measured, in a few words; else empty
 */
public record Verdict(
        Objective objective, Status status, OptionalDouble measured, long n, Optional<Origin> origin, String note) {

    /** Whether an objective holds. */
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

        /** Word in results and reports. */
        public String label() {
            return label;
        }
    }

    /** Judges an objective by what was measured. */
    public static Verdict of(Objective objective, MetricSet metrics) {
        Optional<MetricSummary> summary = metrics.find(objective.key());
        Statistic statistic = objective.key().statistic();
        OptionalDouble value = metrics.value(objective.key());
        if (summary.isEmpty() || value.isEmpty()) {
            return new Verdict(
                    objective, Status.NOT_MEASURED, OptionalDouble.empty(), 0, Optional.empty(), "no samples");
        }
        MetricSummary found = summary.get();
        if (!found.supports(statistic)) {
            return new Verdict(
                    objective, Status.NOT_MEASURED, value, found.n(), Optional.of(found.origin()), "n too small");
        }
        if (found.n() < objective.minSamples()) {
            return new Verdict(
                    objective,
                    Status.NOT_MEASURED,
                    value,
                    found.n(),
                    Optional.of(found.origin()),
                    "n below " + objective.minSamples());
        }
        Status status = objective.isMetBy(value.getAsDouble()) ? Status.MET : Status.BROKEN;
        return new Verdict(objective, status, value, found.n(), Optional.of(found.origin()), "");
    }

    /** Whether the run fails by it: it is not met, and that is more than a warning. */
    public boolean fails() {
        return status != Status.MET && objective.severity() == Severity.FAIL;
    }

    /** Word for tables: its status, with a broken or unmeasured warning marked as one. */
    public String word() {
        return status == Status.MET || fails() ? status.label() : "warning: " + status.label();
    }

    /** Measured minus bound, in the metric's own unit; empty if nothing was measured. */
    public OptionalDouble gap() {
        return measured.isPresent()
                ? OptionalDouble.of(measured.getAsDouble() - objective.bound())
                : OptionalDouble.empty();
    }
}
