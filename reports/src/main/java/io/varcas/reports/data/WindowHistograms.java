package io.varcas.reports.data;

import io.varcas.metric.Metric;
import io.varcas.metric.MetricKey;
import io.varcas.metric.RequestTimes;
import io.varcas.metric.Span;
import io.varcas.metric.Statistic;
import io.varcas.record.EventKind;
import io.varcas.record.Outcome;
import io.varcas.record.RequestRecord;
import io.varcas.record.Timeline;
import io.varcas.reports.log.RecordSink;
import io.varcas.result.ForkResult;
import io.varcas.result.TrialResult;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/** Histograms of the completed requests of each measurement iteration, by metric. */
final class WindowHistograms implements RecordSink {

    private static final List<Metric> PER_REQUEST = List.of(
            Metric.TTFT,
            Metric.TTFT_SERVICE,
            Metric.TTFA,
            Metric.E2E,
            Metric.E2E_SERVICE,
            Metric.TPOT,
            Metric.STALL_MAX);
    private static final int SIGNIFICANT_DIGITS = 3;

    private final TrialResult trial;
    private final long baseMillis;
    private final Map<Span, Map<String, Histogram>> histograms = new LinkedHashMap<>();
    private long failed;

    WindowHistograms(TrialResult trial, long baseMillis) {
        this.trial = trial;
        this.baseMillis = baseMillis;
    }

    @Override
    public void accept(int fork, RequestRecord request, boolean measured) {
        if (!measured) {
            return;
        }
        if (request.outcome() != Outcome.COMPLETED) {
            failed += request.outcome().isFailure() ? 1 : 0;
            return;
        }
        ForkResult own = trial.forkResults().get(fork);
        long start = own.loadStarted().map(at -> at.toEpochMilli()).orElse(baseMillis);
        own.measured().stream()
                .filter(window -> window.contains(request.intendedNanos()))
                .findFirst()
                .ifPresent(window -> add(
                        new Span(start + window.startNanos() / 1_000_000, start + window.endNanos() / 1_000_000),
                        request));
    }

    private void add(Span window, RequestRecord request) {
        Map<String, Histogram> own = histograms.computeIfAbsent(window, key -> new LinkedHashMap<>());
        RequestTimes times = RequestTimes.of(request.events());
        for (Metric metric : PER_REQUEST) {
            long nanos = times.nanos(metric, request);
            if (nanos != RequestTimes.NONE && isShown(metric)) {
                record(own, metric, window, nanos);
            }
        }
        Timeline events = request.events();
        long before = RequestTimes.NONE;
        for (int i = 0; i < events.size(); i++) {
            EventKind kind = events.kind(i);
            if (kind.isText() && isShown(Metric.ITL)) {
                if (before != RequestTimes.NONE) {
                    record(own, Metric.ITL, window, events.nanos(i) - before);
                }
                before = events.nanos(i);
            }
        }
    }

    private boolean isShown(Metric metric) {
        return trial.metrics()
                .find(new MetricKey(metric, false, Statistic.MEAN))
                .isPresent();
    }

    private static void record(Map<String, Histogram> own, Metric metric, Span window, long nanos) {
        own.computeIfAbsent(metric.label(), label -> {
                    Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);
                    histogram.setAutoResize(true);
                    histogram.setTag(label);
                    histogram.setStartTimeStamp(window.startNanos());
                    histogram.setEndTimeStamp(window.endNanos());
                    return histogram;
                })
                .recordValue(Math.max(0, nanos));
    }

    void write(HistogramLogWriter log, String prefix) {
        if (failed > 0) {
            log.outputComment(
                    "[" + prefix + trial.name() + ": " + failed + " failed requests are not in the histograms]");
        }
        histograms
                .values()
                .forEach(window -> window.forEach((label, histogram) -> {
                    histogram.setTag(prefix + label);
                    log.outputIntervalHistogram(histogram);
                }));
    }
}
