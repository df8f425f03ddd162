package io.varcas.history;

import io.varcas.metric.MetricKey;

/**
 * One number of one trial of a run that the index knows.
 *
 * @param run the run
 * @param trial name of the trial: the workload's, and its parameters if it has any
 * @param key which number
 * @param value the number in {@code unit}; infinite if it falls among failed requests
 * @param unit symbol of its unit
 * @param n samples it was made from
 */
public record HistoryValue(IndexedRun run, String trial, MetricKey key, double value, String unit, long n) {

    /** Returns whether the sample is large enough for the statistic; what is not decides nothing. */
    public boolean supported() {
        return key.statistic().isSupportedBy(n);
    }
}
