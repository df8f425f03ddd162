package io.varcas.reports.log;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.Statistic;
import io.varcas.result.Timing;
import io.varcas.result.TrialResult;

/**
 * The division of a trial's time into bins: fine enough to show a stall, wide enough to contain a sample.
 *
 * @param plannedSeconds time in which requests are due, in each fork
 * @param widthSeconds width of a bin
 * @param bins the most bins of a fork
 * @param requests about how many requests a fork has
 */
record TimeAxis(double plannedSeconds, double widthSeconds, int bins, long requests) {

    private static final int FEWEST_BINS = 30;
    private static final double REQUESTS_A_BIN = 25;

    /** Room for responses that come after the last iteration; what is later still falls into the last bin. */
    private static final int ROOM = 4;

    static TimeAxis of(TrialResult trial, int mostBins) {
        Timing timing = trial.timing();
        double planned = (timing.warmupTime().toNanos() * (double) timing.warmupIterations()
                        + timing.measurementTime().toNanos() * (double) timing.measurementIterations())
                / 1e9;
        planned = Math.max(planned, 1e-3);
        double rate = trial.metrics()
                .value(new MetricKey(Metric.RATE_OFFERED, false, Statistic.VALUE))
                .orElse(0);
        int forks = Math.max(1, trial.forkResults().size());
        double most = Math.max(FEWEST_BINS, mostBins / (double) forks);
        double wanted = Math.max(FEWEST_BINS, Math.min(most, planned * rate / REQUESTS_A_BIN));
        double width = round(planned / wanted);
        int bins = (int) Math.ceil((planned + timing.drainLimit().toNanos() / 1e9) / width) + 1;
        return new TimeAxis(
                planned,
                width,
                Math.min(bins, ROOM * (int) Math.ceil(planned / width) + 1),
                Math.round(planned * rate));
    }

    /** The next larger of 1, 2 and 5 times a power of ten, so that edges of bins are edges of windows where that is possible. */
    private static double round(double width) {
        double power = Math.pow(10, Math.floor(Math.log10(width)));
        double digit = width / power;
        return power * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
    }
}
