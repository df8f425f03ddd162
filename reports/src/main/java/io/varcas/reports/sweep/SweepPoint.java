package io.varcas.reports.sweep;

import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSummary;
import io.varcas.result.TrialResult;
import io.varcas.stats.Interval;
import java.util.Optional;

/**
 * A trial of a sweep.
 *
 * @param trial the trial
 * @param label the values that tell it from the others on its line
 */
public record SweepPoint(TrialResult trial, String label) {

    /** Returns a number of the trial; {@link Double#NaN} if it was not measured or its sample is too small for it. */
    public double value(MetricKey key) {
        return trial.metrics()
                .find(key)
                .filter(summary -> summary.supports(key.statistic()))
                .map((MetricSummary summary) -> summary.get(key.statistic()).orElse(Double.NaN))
                .orElse(Double.NaN);
    }

    /** Returns the confidence interval of a number; empty if it has none. */
    public Optional<Interval> interval(MetricKey key) {
        return trial.metrics().find(key).flatMap(summary -> summary.interval(key.statistic()));
    }

    /** Returns the predicted number; {@link Double#NaN} if it was not predicted. */
    public double predicted(MetricKey key) {
        return trial.prediction()
                .map(prediction -> prediction.metrics().value(key).orElse(Double.NaN))
                .orElse(Double.NaN);
    }

    /** Returns whether the numbers are the server's. */
    public boolean isValid() {
        return trial.validity().isValid();
    }
}
