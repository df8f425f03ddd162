package io.varcas.history;

import io.varcas.metric.MetricKey;
import io.varcas.stats.Interval;
import java.util.Optional;

/**
 * One number of one trial of a run that the index knows.
 *
 * @param run the run
 * @param trial the trial
 * @param key which number
 * @param value the number in {@code unit}; infinite if it falls among failed requests
 * @param interval its confidence interval; empty if it has none
 * @param unit symbol of its unit
 * @param n samples it was made from
 */
public record HistoryValue(
        IndexedRun run,
        IndexedTrial trial,
        MetricKey key,
        double value,
        Optional<Interval> interval,
        String unit,
        long n) {

    /** Returns whether it counts in a trend: the trial is valid, and the sample large enough for the statistic. */
    public boolean counts() {
        return trial.fault().isEmpty() && key.statistic().isSupportedBy(n);
    }
}
