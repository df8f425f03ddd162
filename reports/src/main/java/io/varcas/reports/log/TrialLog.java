package io.varcas.reports.log;

import io.varcas.metric.Distribution;
import io.varcas.metric.Metric;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Statistics of the request logs of a trial.
 *
 * @param requests records read
 * @param distributions samples of the measurement phase, by metric; pooled over forks
 * @param course the trial over time
 * @param dots some of the completed requests, evenly picked
 * @param slowest completed requests of the measurement phase with the highest E2E latency, slowest first
 * @param failures some of the failed requests, first come first
 * @param damages logs that are not whole, one sentence each; everything here is of the requests that could be read
 */
public record TrialLog(
        long requests,
        Map<Metric, Distribution> distributions,
        TimeCourse course,
        List<ScatterPoint> dots,
        List<SlowRequest> slowest,
        List<SlowRequest> failures,
        List<String> damages) {

    /** Copies the collections. */
    public TrialLog {
        distributions = Collections.unmodifiableMap(
                distributions.isEmpty() ? new EnumMap<>(Metric.class) : new EnumMap<>(distributions));
        dots = List.copyOf(dots);
        slowest = List.copyOf(slowest);
        failures = List.copyOf(failures);
        damages = List.copyOf(damages);
    }
}
