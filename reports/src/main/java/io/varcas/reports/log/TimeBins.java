package io.varcas.reports.log;

import io.varcas.metric.Metric;
import io.varcas.metric.RequestTimes;
import io.varcas.record.EventKind;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;
import io.varcas.reports.DoubleSeries;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The records of one fork, sorted into bins of time as they are read. Times before the start of the load or far beyond its planned end fall into
 * the first and the last bin.
 */
final class TimeBins {

    private final double widthNanos;
    private final List<LatencyBins> latencies;
    private final LatencyBins itl;
    private final double[] due;
    private final double[] sent;
    private final double[] completed;
    private final double[] failed;
    private final ErrorBins errors;
    private final double[] tokens;
    private final double[] busyNanos;
    private final double[] full;
    private int used = 1;

    /**
     * Creates empty bins.
     *
     * @param widthNanos width of a bin
     * @param bins the most bins there can be
     * @param latencies metrics of single requests to take percentiles of, beside ITL
     */
    TimeBins(double widthNanos, int bins, List<Metric> latencies) {
        this.widthNanos = widthNanos;
        this.latencies =
                latencies.stream().map(metric -> new LatencyBins(metric, bins)).toList();
        itl = new LatencyBins(Metric.ITL, bins);
        due = new double[bins];
        sent = new double[bins];
        completed = new double[bins];
        failed = new double[bins];
        errors = new ErrorBins(bins);
        tokens = new double[bins];
        busyNanos = new double[bins];
        full = new double[bins + 1];
    }

    void add(RequestRecord request, RequestTimes times) {
        due[bin(request.intendedNanos())]++;
        request.sentNanos().ifPresent(at -> {
            sent[bin(at)]++;
            flying(at, request.closedNanos());
        });
        if (request.outcome().isFailure()) {
            failed[bin(request.closedNanos())]++;
            errors.add(bin(request.closedNanos()), request);
        }
        events(request.events(), times, request.output().tokens());
        if (request.outcome() == Outcome.COMPLETED) {
            completed[bin(request.closedNanos())]++;
            int bin = bin(request.intendedNanos());
            latencies.forEach(latency -> latency.add(bin, times.nanos(latency.metric(), request)));
        }
    }

    /** Tokens are spread evenly over the chunks with text: what an event holds is not in the log. */
    private void events(Timeline events, RequestTimes times, int outputTokens) {
        if (times.textEvents() == 0) {
            return;
        }
        double each = Math.max(outputTokens, times.textEvents()) / (double) times.textEvents();
        long before = RequestTimes.NONE;
        for (int i = 0; i < events.size(); i++) {
            EventKind kind = events.kind(i);
            if (kind.isText()) {
                long at = events.nanos(i);
                int bin = bin(at);
                tokens[bin] += each;
                if (before != RequestTimes.NONE) {
                    itl.add(bin, at - before);
                }
                before = at;
            }
        }
    }

    private void flying(long from, long to) {
        int first = bin(from);
        int last = bin(to);
        if (first == last) {
            busyNanos[first] += to - from;
            return;
        }
        busyNanos[first] += (first + 1) * widthNanos - from;
        busyNanos[last] += Math.min(to - last * widthNanos, widthNanos);
        full[first + 1]++;
        full[last]--;
    }

    private int bin(long nanos) {
        int bin = (int) Math.max(0, Math.min(due.length - 1, nanos / widthNanos));
        used = Math.max(used, bin + 1);
        return bin;
    }

    /**
     * Returns what was sorted in.
     *
     * @param offsetSeconds where the fork begins on the time axis of the trial
     * @param stretches its stretches
     */
    TimeCourse course(double offsetSeconds, List<TimeRange> stretches) {
        double width = widthNanos / 1e9;
        double[] at = new double[used];
        double[] concurrency = new double[used];
        double flying = 0;
        for (int i = 0; i < used; i++) {
            at[i] = offsetSeconds + (i + 0.5) * width;
            flying += full[i];
            concurrency[i] = flying + busyNanos[i] / widthNanos;
        }
        Map<Metric, Percentiles> percentiles = new EnumMap<>(Metric.class);
        latencies.forEach(
                latency -> percentiles.put(latency.metric(), latency.percentiles(used, offsetSeconds, width)));
        percentiles.put(Metric.ITL, itl.percentiles(used, offsetSeconds, width));
        return new TimeCourse(
                DoubleSeries.of(at),
                width,
                perSecond(due),
                perSecond(sent),
                perSecond(completed),
                perSecond(failed),
                perSecond(tokens),
                DoubleSeries.of(concurrency),
                percentiles,
                errors.perSecond(used, width),
                stretches);
    }

    double usedSeconds() {
        return used * widthNanos / 1e9;
    }

    private DoubleSeries perSecond(double[] counts) {
        return DoubleSeries.of(Arrays.stream(counts, 0, used).map(count -> count * 1e9 / widthNanos));
    }
}
