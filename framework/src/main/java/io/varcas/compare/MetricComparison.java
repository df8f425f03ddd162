package io.varcas.compare;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.stats.Interval;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One metric of one trial, on both sides.
 *
 * @param key the metric
 * @param baseline its values on the first side
 * @param candidate its values on the second
 * @param change {@code mean(candidate) / mean(baseline) - 1}, a share; empty if there is none or it would mislead
 * @param difference {@code mean(candidate) - mean(baseline)}, in the metric's unit; likewise
 * @param evidence what the repeats say of it; empty if they could not be tested, and for metrics that are only shown
 * @param verdict the verdict; empty for metrics that are only shown
 * @param reason why it is inconclusive; else empty
 */
public record MetricComparison(
        MetricKey key,
        Values baseline,
        Values candidate,
        OptionalDouble change,
        OptionalDouble difference,
        Optional<TestResult> evidence,
        Optional<ChangeVerdict> verdict,
        String reason) {

    /** Returns the improvement that the change is, positive if the candidate is better; a share. */
    public OptionalDouble improvement() {
        return change.isPresent() ? OptionalDouble.of(sign() * change.getAsDouble()) : OptionalDouble.empty();
    }

    /** Returns the interval of the improvement. */
    public Optional<Interval> improvementInterval() {
        return evidence.flatMap(TestResult::changeInterval)
                .map(interval ->
                        sign() > 0 ? interval : new Interval(-interval.high(), -interval.low(), interval.confidence()));
    }

    /**
     * Returns whether a difference is likely and not shown: the metric refuses chance by itself, and not among all of
     * its trial.
     */
    public boolean isUnsettled() {
        return verdict.filter(ChangeVerdict.INCONCLUSIVE::equals).isPresent()
                && evidence.filter(found -> found.differenceInterval()
                                .map(interval -> !interval.contains(0))
                                .orElse(true))
                        .isPresent();
    }

    private int sign() {
        return key.metric().better() == Metric.Better.HIGHER ? 1 : -1;
    }
}
