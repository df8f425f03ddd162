package io.varcas.reports.log;

import io.varcas.metric.Metric;
import io.varcas.metric.RequestTimes;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/** One latency in bins of time: a histogram of two significant digits for each bin that has samples. */
final class LatencyBins {

    static final int SIGNIFICANT_DIGITS = 2;
    private static final long NANOS_PER_MICRO = 1000;

    private final Metric metric;
    private final @Nullable Histogram[] bins;

    LatencyBins(Metric metric, int bins) {
        this.metric = metric;
        this.bins = new Histogram[bins];
    }

    Metric metric() {
        return metric;
    }

    void add(int bin, long nanos) {
        if (nanos == RequestTimes.NONE) {
            return;
        }
        Histogram histogram = bins[bin];
        if (histogram == null) {
            histogram = new Histogram(SIGNIFICANT_DIGITS);
            histogram.setAutoResize(true);
            bins[bin] = histogram;
        }
        histogram.recordValue(Math.max(0, nanos / NANOS_PER_MICRO));
    }

    Percentiles percentiles(int used, double offsetSeconds, double widthSeconds) {
        return Percentiles.of(Arrays.asList(bins).subList(0, used), offsetSeconds, widthSeconds);
    }
}
