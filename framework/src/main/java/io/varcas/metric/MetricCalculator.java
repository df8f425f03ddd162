package io.varcas.metric;

import io.varcas.record.RequestRecord;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes the metrics of a trial from its records, in memory that does not grow with their number.
 *
 * <p>For each fork {@link #begin}, then {@link #add} for every record of it, in any order; at the end {@link #result}. Records of
 * shares of one load, made by several clients at once, are added to the same fork.
 */
public final class MetricCalculator {

    private final LoadContext context;
    private final MetricAccumulator pooled;
    private final List<Window> windows = new ArrayList<>();
    private final List<Window> current = new ArrayList<>();
    private final IntervalCalculator intervals;
    private final RequestCounter counter = new RequestCounter();
    private int forks;
    private boolean interrupted;

    private record Window(int fork, int window, Span span, MetricAccumulator metrics) {

        boolean touches(RequestRecord request, long thinkNanos) {
            return request.intendedNanos() < span.endNanos() && request.closedNanos() + thinkNanos >= span.startNanos();
        }
    }

    /**
     * Creates a calculator.
     *
     * @param context facts about the load
     */
    public MetricCalculator(LoadContext context) {
        this.context = context;
        this.pooled = new MetricAccumulator(context);
        this.intervals = new IntervalCalculator(context);
    }

    /**
     * Begins the records of a fork whose load went on until its time was over.
     *
     * @param measured its measurement phase, in order and without gaps; cut short if the load was
     * @param cutShort whether the load was interrupted
     */
    public void begin(List<Span> measured, boolean cutShort) {
        begin(measured, Long.MAX_VALUE, cutShort);
    }

    /**
     * Begins the records of a fork.
     *
     * @param measured its measurement phase, in order and without gaps; cut short if the load was
     * @param busyUntilNanos until when there was work for every user: of a fixed amount of work, until its last request
     *     was sent; else
     *     {@link Long#MAX_VALUE}
     * @param cutShort whether the load was interrupted; then the requests in flight at that moment say nothing about
     *     the server and
     *     are left out of the distributions
     */
    public void begin(List<Span> measured, long busyUntilNanos, boolean cutShort) {
        interrupted = cutShort;
        current.clear();
        pooled.begin(measured, busyUntilNanos);
        intervals.begin(measured, busyUntilNanos);
        if (!measured.isEmpty()) {
            counter.begin(new Span(
                    measured.get(0).startNanos(),
                    measured.get(measured.size() - 1).endNanos()));
        }
        for (int i = 0; i < measured.size(); i++) {
            MetricAccumulator metrics = new MetricAccumulator(context);
            metrics.begin(List.of(measured.get(i)), busyUntilNanos);
            current.add(new Window(forks, i, measured.get(i), metrics));
        }
        windows.addAll(current);
        forks++;
    }

    /**
     * Adds a record of the fork begun last.
     *
     * @throws IllegalStateException if no fork was begun
     */
    public void add(RequestRecord request) {
        if (forks == 0) {
            throw new IllegalStateException("a fork must begin before its records are added");
        }
        RequestTimes times = RequestTimes.of(request.events());
        pooled.add(request, times, interrupted);
        intervals.add(request, times, interrupted);
        for (Window window : current) {
            if (window.touches(request, context.thinkNanos())) {
                window.metrics().add(request, times, interrupted);
            }
        }
        counter.add(request);
    }

    /**
     * Adds due requests of the current fork that were never made and therefore have no record; they count as unfinished.
     *
     * @param perWindow how many were due in each measurement iteration; empty if there are none
     * @param late whether the client's lateness is why, as opposed to a cap on the requests in flight
     */
    public void addNeverMade(List<Long> perWindow, boolean late) {
        for (int i = 0; i < Math.min(perWindow.size(), current.size()); i++) {
            long requests = perWindow.get(i);
            pooled.addNeverMade(requests, interrupted);
            intervals.addNeverMade(i, requests, interrupted);
            current.get(i).metrics().addNeverMade(requests, interrupted);
            counter.addNeverMade(requests, late);
        }
    }

    /** Returns the metrics. */
    public Measurements result() {
        return new Measurements(
                intervals.on(pooled.metrics()),
                windows.stream()
                        .map(window -> new WindowMetrics(
                                window.fork(),
                                window.window(),
                                window.span(),
                                window.metrics().metrics().withoutSamples()))
                        .toList(),
                pooled.distributions(),
                counter.counts(),
                intervals.trends());
    }
}
