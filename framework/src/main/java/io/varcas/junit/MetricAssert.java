package io.varcas.junit;

import io.varcas.annotation.Unit;
import io.varcas.result.TrialResult;
import io.varcas.sla.Objective;
import io.varcas.sla.Objective.Direction;
import io.varcas.sla.Subject;
import io.varcas.sla.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on one number, judged like an objective: failed requests count as infinitely slow, and a number that was
 * not measured or has too few samples fails.
 */
public final class MetricAssert extends AbstractAssert<MetricAssert, List<TrialResult>> {

    private static final double NANOS_PER_MILLI = 1e6;

    private final Subject subject;

    MetricAssert(List<TrialResult> trials, String key) {
        super(trials, MetricAssert.class);
        this.subject = Subject.parse(key);
    }

    /**
     * Asserts that the number does not exceed a bound.
     *
     * @param bound greatest value that holds, in the metric's own unit: milliseconds for latencies
     */
    public MetricAssert isAtMost(double bound) {
        return holds(Direction.AT_MOST, bound, Unit.OWN);
    }

    /**
     * Asserts that the number does not exceed a bound.
     *
     * @param bound greatest value that holds, in {@code unit}
     * @param unit unit of the bound
     * @throws IllegalArgumentException if the unit does not fit the metric
     */
    public MetricAssert isAtMost(double bound, Unit unit) {
        return holds(Direction.AT_MOST, bound, unit);
    }

    /**
     * Asserts that the number does not exceed a duration.
     *
     * @param bound greatest value that holds
     * @throws IllegalArgumentException if the metric is no time
     */
    public MetricAssert isAtMost(Duration bound) {
        return holds(Direction.AT_MOST, bound.toNanos() / NANOS_PER_MILLI, Unit.MILLISECONDS);
    }

    /**
     * Asserts that the number reaches a bound.
     *
     * @param bound least value that holds, in the metric's own unit
     */
    public MetricAssert isAtLeast(double bound) {
        return holds(Direction.AT_LEAST, bound, Unit.OWN);
    }

    /**
     * Asserts that the number reaches a bound.
     *
     * @param bound least value that holds, in {@code unit}
     * @param unit unit of the bound
     * @throws IllegalArgumentException if the unit does not fit the metric
     */
    public MetricAssert isAtLeast(double bound, Unit unit) {
        return holds(Direction.AT_LEAST, bound, unit);
    }

    /**
     * Asserts that the number reaches a duration.
     *
     * @param bound least value that holds
     * @throws IllegalArgumentException if the metric is no time
     */
    public MetricAssert isAtLeast(Duration bound) {
        return holds(Direction.AT_LEAST, bound.toNanos() / NANOS_PER_MILLI, Unit.MILLISECONDS);
    }

    /**
     * Continues with another number of the same result.
     *
     * @param other metric and statistic
     * @throws IllegalArgumentException if there is no such number; the message proposes the nearest
     */
    public MetricAssert metric(String other) {
        return new MetricAssert(actual, other).as(descriptionText());
    }

    private MetricAssert holds(Direction direction, double bound, Unit unit) {
        Objective objective = Objective.of(subject.label(), direction, bound, unit, "");
        List<String> broken = new ArrayList<>();
        for (TrialResult trial : actual) {
            Verdict verdict = Verdict.of(objective, trial.verdictInput());
            if (verdict.status() != Verdict.Status.MET) {
                broken.add(trial.trialName() + ": " + VerdictLine.of(verdict));
            }
        }
        if (actual.isEmpty()) {
            broken.add(subject + ": not measured: the run has no trials");
        }
        if (!broken.isEmpty()) {
            failWithMessage("%s", String.join(System.lineSeparator(), broken));
        }
        return this;
    }
}
