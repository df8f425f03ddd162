package io.varcas.reports.log;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.RequestBounds;
import io.varcas.metric.RequestDistributions;
import io.varcas.metric.RequestTimes;
import io.varcas.metric.Span;
import io.varcas.metric.Statistic;
import io.varcas.record.Outcome;
import io.varcas.record.RequestLogReader;
import io.varcas.record.RequestRecord;
import io.varcas.result.ForkResult;
import io.varcas.result.ResultBundle;
import io.varcas.result.Status;
import io.varcas.result.TrialResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the request logs of a trial, once, for everything that reports show of them. */
public final class TrialLogReader {

    private static final int DOTS = 600;
    private static final double NANOS_PER_MILLI = 1e6;

    private final TrialResult trial;
    private final List<RecordSink> sinks;
    private final TimeAxis axis;
    private final Metric ttft;
    private final Metric e2e;
    private final RequestDistributions distributions = new RequestDistributions(new RequestBounds());
    private final Extremes extremes = new Extremes();
    private final List<ScatterPoint> dots = new ArrayList<>();
    private final List<String> damages = new ArrayList<>();
    private Optional<TimeCourse> course = Optional.empty();
    private double offsetSeconds;
    private long records;

    private TrialLogReader(TrialResult trial, int mostBins, List<RecordSink> sinks) {
        this.trial = trial;
        this.sinks = sinks;
        axis = TimeAxis.of(trial, mostBins);
        ttft = trial.metrics()
                        .find(new MetricKey(Metric.TTFT, false, Statistic.MEAN))
                        .isPresent()
                ? Metric.TTFT
                : Metric.TTFT_SERVICE;
        e2e = ttft == Metric.TTFT ? Metric.E2E : Metric.E2E_SERVICE;
    }

    /**
     * Reads the logs.
     *
     * @param bundle the bundle
     * @param trial one of its trials
     * @param mostBins the most bins the time of the trial is cut into
     * @param sinks whatever else wants the records
     * @return what they say; empty if the bundle has none of the trial
     * @throws IOException if a log cannot be read; the message names file and line
     */
    public static Optional<TrialLog> read(
            ResultBundle bundle, TrialResult trial, int mostBins, List<? extends RecordSink> sinks) throws IOException {
        TrialLogReader reader = new TrialLogReader(trial, mostBins, List.copyOf(sinks));
        for (ForkResult fork : trial.forkResults()) {
            if (bundle.requestLog(fork).isPresent()) {
                reader.fork(bundle, fork);
            }
        }
        return reader.course.map(course -> new TrialLog(
                reader.records,
                reader.distributions.asMap(),
                course,
                reader.dots,
                reader.extremes.slowest(),
                reader.extremes.failures(),
                reader.damages));
    }

    private void fork(ResultBundle bundle, ForkResult fork) throws IOException {
        List<Span> windows = fork.measured();
        long from = windows.isEmpty() ? Long.MAX_VALUE : windows.get(0).startNanos();
        long to = windows.isEmpty()
                ? Long.MAX_VALUE
                : windows.get(windows.size() - 1).endNanos();
        boolean interrupted = fork.status() == Status.INTERRUPTED;
        TimeBins bins = new TimeBins(axis.widthSeconds() * 1e9, axis.bins(), List.of(ttft, Metric.TPOT, e2e));
        RequestLogReader.Extent extent = bundle.readRequests(fork, request -> {
            RequestTimes times = RequestTimes.of(request.events());
            boolean measured = request.intendedNanos() >= from && request.intendedNanos() < to;
            bins.add(request, times);
            dot(request, times);
            if (measured) {
                distributions.add(request, times, interrupted);
                extremes.add(fork.index(), request, times);
            }
            sinks.forEach(sink -> sink.accept(fork.index(), request, measured));
        });
        records += extent.records();
        extent.damage().ifPresent(damage -> damages.add(fork.requests() + " " + damage));
        TimeCourse own = bins.course(offsetSeconds, stretches(fork, windows, bins.usedSeconds()));
        course = Optional.of(course.map(before -> before.then(own)).orElse(own));
        offsetSeconds += bins.usedSeconds();
    }

    private void dot(RequestRecord request, RequestTimes times) {
        long each = Math.max(1, axis.requests() * trial.forkResults().size() / DOTS);
        if (request.index() % each == 0 && request.outcome() == Outcome.COMPLETED && dots.size() < 2 * DOTS) {
            dots.add(new ScatterPoint(
                    offsetSeconds + request.intendedNanos() / 1e9,
                    millis(times.nanos(ttft, request)),
                    millis(times.nanos(Metric.TPOT, request)),
                    millis(times.nanos(e2e, request)),
                    request.input().tokens(),
                    request.output().tokens()));
        }
    }

    private List<TimeRange> stretches(ForkResult fork, List<Span> windows, double usedSeconds) {
        List<TimeRange> stretches = new ArrayList<>();
        double before = 0;
        for (int i = 0; i < windows.size(); i++) {
            double from = windows.get(i).startNanos() / 1e9;
            double to = windows.get(i).endNanos() / 1e9;
            if (stretches.isEmpty() && from > 0) {
                stretches.add(stretch(TimeRange.Kind.WARMUP, fork, 0, 0, from));
            }
            stretches.add(stretch(TimeRange.Kind.MEASURED, fork, i, from, to));
            before = to;
        }
        if (usedSeconds > before) {
            TimeRange.Kind rest = windows.isEmpty() ? TimeRange.Kind.WARMUP : TimeRange.Kind.DRAIN;
            stretches.add(stretch(rest, fork, 0, before, usedSeconds));
        }
        return stretches;
    }

    private TimeRange stretch(TimeRange.Kind kind, ForkResult fork, int index, double from, double to) {
        return new TimeRange(kind, fork.index(), index, offsetSeconds + from, offsetSeconds + to);
    }

    private static double millis(long nanos) {
        return nanos == RequestTimes.NONE ? Double.NaN : nanos / NANOS_PER_MILLI;
    }
}
