package io.varcas.reports.sweep;

import io.varcas.metric.MetricKey;
import io.varcas.metric.MetricSummary;
import io.varcas.result.TrialResult;

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
}
